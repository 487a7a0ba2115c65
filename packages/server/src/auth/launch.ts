/**
 * The launch: how a host platform hands over a person whom it has signed in itself. It posts a token that it
 * signed for one minute and one use; the person gets a session here, and an accreditation when the token names one.
 */
import { capacitySchema, idSchema, type Capacity } from '@travaux/workflow/agreement';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { HostTokenSettings } from '../settings/settings.ts';

const longestLife = 60;
const clockTolerance = 5;

const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  jti: z.string().min(8).max(200),
  exp: z.number(),
  iat: z.number().optional(),
  iss: z.string().max(200).optional(),
  convener: z.boolean().optional(),
  agreement: idSchema.optional(),
  capacity: capacitySchema.optional(),
});

export interface Launch {
  readonly subject: string;
  readonly name: string;
  /** null: the token does not say; the person stays what they are. */
  readonly convener: boolean | null;
  readonly agreement: string | null;
  readonly capacity: Capacity | null;
}

export type LaunchOutcome =
  | { readonly kind: 'launched'; readonly launch: Launch }
  | { readonly kind: 'refused'; readonly sentence: string };

export type LaunchDesk = (token: string) => Promise<LaunchOutcome>;

export function createLaunches(settings: HostTokenSettings, now: () => Date): LaunchDesk {
  const secret = settings.key.kind === 'secret' ? new TextEncoder().encode(settings.key.secret) : null;
  const keys: JWTVerifyGetKey =
    settings.key.kind === 'jwks' ? createRemoteJWKSet(settings.key.url) : () => secret!;
  // Of a shared secret only HMAC: an asymmetric algorithm name must never make a secret a public key.
  const algorithms = secret ? ['HS256'] : ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
  /** Ids of tokens used, until they would have expired anyway. After a restart none is older than a minute. */
  const used = new Map<string, number>();
  const startedAt = Math.floor(now().getTime() / 1000);

  return async (token) => {
    const at = Math.floor(now().getTime() / 1000);
    const refusedBecause = (sentence: string): LaunchOutcome => ({ kind: 'refused', sentence });
    let payload: unknown;
    try {
      ({ payload } = await jwtVerify(token, keys, {
        audience: settings.audience,
        algorithms,
        clockTolerance,
        currentDate: now(),
        requiredClaims: ['exp', 'jti', 'sub', 'iat'],
      }));
    } catch (error) {
      if (error instanceof errors.JWTExpired) return refusedBecause('The launch token has expired.');
      if (error instanceof errors.JOSEError) {
        return refusedBecause('The launch token is not one that this installation accepts.');
      }
      throw error;
    }
    const read = claimsSchema.safeParse(payload);
    if (!read.success) {
      const [issue] = read.error.issues;
      return refusedBecause(`The launch token's claim "${issue?.path.join('.') ?? ''}" is not valid.`);
    }
    const claims = read.data;
    const issuedAt = claims.iat ?? 0;
    if (claims.exp - at > longestLife + clockTolerance || claims.exp - issuedAt > longestLife) {
      return refusedBecause(`The launch token lives longer than ${longestLife} seconds.`);
    }
    // What was used before this process started is forgotten: a token made before then cannot be told from it.
    if (issuedAt < startedAt) {
      return refusedBecause('The launch token was made before this installation started; launch again.');
    }
    for (const [id, exp] of used) if (exp < at - clockTolerance) used.delete(id);
    const id = `${claims.iss ?? ''} ${claims.jti}`;
    if (used.has(id)) return refusedBecause('The launch token was used already; launch again.');
    used.set(id, claims.exp);
    return {
      kind: 'launched',
      launch: {
        subject: `${claims.iss ?? 'host'}:${claims.sub}`,
        name: claims.name,
        convener: claims.convener ?? null,
        agreement: claims.agreement ?? null,
        capacity: claims.capacity ?? null,
      },
    };
  };
}
