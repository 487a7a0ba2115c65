/** Somebody under a pseudonym, for tests: draws credentials as an observer, writes with them as nobody. */
import type { CommentsView, CredentialsView, OwnSubmissionsView } from '@travaux/editor/frames';
import { blindSerial, finishCredentials, type CommentCommand } from '@travaux/workflow/comments';
import { randomBytes } from 'node:crypto';
import type { Answer } from './installation.ts';
import { read, type Table } from './negotiation.ts';

const random = (length = 32) => new Uint8Array(randomBytes(length));
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const text = (some: Uint8Array) => Buffer.from(some).toString('base64url');

/** A secret of an author's own. */
export const newSecret = () => text(random());

export async function draw(
  table: Table,
  slug: string,
  organisation: string,
  count: number,
): Promise<readonly string[]> {
  const { pseudonyms } = read<CommentsView>(await table.get(slug, 'comments'));
  const key = bytes(pseudonyms.publicKey!);
  const drawn = Array.from({ length: count }, () => blindSerial(table.agreement, key, random));
  const blinded = drawn.map((one) => text(one.blinded));
  const seat = await table.seat(slug);
  const view = read<CredentialsView>(await seat.post(table.path('credentials'), { organisation, blinded }));
  if (view.publicKey !== pseudonyms.publicKey) throw new Error('another key than everybody sees');
  return finishCredentials(table.agreement, drawn, {
    evaluated: view.evaluated.map(bytes),
    proof: bytes(view.proof),
  });
}

export class Pseudonym {
  readonly #table: Table;
  readonly name: string;
  readonly secret: string;

  constructor(table: Table, name: string, secret = newSecret()) {
    this.#table = table;
    this.name = name;
    this.secret = secret;
  }

  sends(credential: string | null, command: CommentCommand, seen: number | null = null): Promise<Answer> {
    const { name, secret } = this;
    return this.#table.house.nobody.post(this.#table.path('submissions'), {
      name,
      secret,
      credential,
      command,
      seen,
    });
  }

  /** What the server shows to whoever has the secret. */
  async looks(): Promise<OwnSubmissionsView['submissions']> {
    const { nobody } = this.#table.house;
    const answer = await nobody.post(this.#table.path('submissions/own'), { secret: this.secret });
    return read<OwnSubmissionsView>(answer).submissions;
  }
}
