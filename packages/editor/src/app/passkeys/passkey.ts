/**
 * What this browser can do with passkeys, and doing it. What is signed is computed here, from the words that the
 * person has before them; the library and the cryptography are loaded when somebody signs.
 */
import type { Command } from '@travaux/workflow/agreement';
import type { ActView, PasskeyQuestion } from '../../frames/index.ts';

export type PasskeyObstacle = 'insecure' | 'number' | 'browser' | 'frame';

/** Why no passkey works on this page; null: one may. */
export function passkeyObstacle(): PasskeyObstacle | null {
  if (!isSecureContext) return 'insecure';
  if (/^[\d.]+$|^\[/.test(location.hostname)) return 'number';
  if (!('PublicKeyCredential' in globalThis)) return 'browser';
  return isInForeignFrame() ? 'frame' : null;
}

function isInForeignFrame(): boolean {
  if (top === self) return false;
  try {
    return top?.origin !== origin;
  } catch {
    return true;
  }
}

type SignOffCommand = Extract<Command, { readonly type: 'sign-off' }>;
type Statement = NonNullable<SignOffCommand['statement']>;

/** The keys of an act that sign on this page. */
export function usableHere(keys: ActView['passkeys']): ActView['passkeys'] {
  return keys.filter((key) => key.origin === origin);
}

/**
 * Asks the person's authenticator to sign a sign-off.
 * @throws PasskeyUnused
 */
export async function signSignOff(
  agreement: string,
  { clause, party, act, seen }: SignOffCommand,
  keys: ActView['passkeys'],
): Promise<Statement> {
  const [{ startAuthentication }, { passkeyChallenge }] = await Promise.all([
    import('@simplewebauthn/browser'),
    import('@travaux/workflow/ledger'),
  ]);
  const challenge = base64url(passkeyChallenge(agreement, { clause, party, act, ...seen }));
  const optionsJSON = {
    challenge,
    rpId: location.hostname,
    allowCredentials: keys.map(({ credential }) => ({ id: credential, type: 'public-key' as const })),
    userVerification: 'required' as const,
  };
  const { id, response } = await startAuthentication({ optionsJSON }).catch(refusedBy);
  const key = keys.find(({ credential }) => credential === id);
  if (!key) throw new PasskeyUnused('not-used', '');
  return {
    credential: id,
    algorithm: key.algorithm,
    publicKey: key.publicKey,
    clientData: response.clientDataJSON,
    authenticatorData: response.authenticatorData,
    signature: response.signature,
  };
}

/**
 * Asks the person's authenticator to make a passkey.
 * @returns what it answers, for the server to check
 * @throws PasskeyUnused
 */
export async function makePasskey({ options }: PasskeyQuestion): Promise<object> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = options as Parameters<typeof startRegistration>[0]['optionsJSON'];
  return startRegistration({ optionsJSON }).catch(refusedBy);
}

/** The authenticator, the browser or the person said no. */
export class PasskeyUnused extends Error {
  readonly why: 'not-used' | 'there' | 'failed';

  constructor(why: PasskeyUnused['why'], reason: string) {
    super(reason);
    this.name = 'PasskeyUnused';
    this.why = why;
  }
}

function refusedBy(error: unknown): never {
  const name = error instanceof Error ? error.name : String(error);
  if (name === 'NotAllowedError' || name === 'AbortError') throw new PasskeyUnused('not-used', name);
  throw new PasskeyUnused(name === 'InvalidStateError' ? 'there' : 'failed', name);
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
