/**
 * Why a request to the server did not succeed, as a value that a screen can show. Whatever happens on the way
 * becomes one of these: the server's own problem, no answer at all, or an answer that is not the API's.
 */
import type { Problem } from '../../frames/views.ts';

export type Failure =
  /** The server answered with a problem (RFC 9457). */
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retryAfter: number | null }
  /** No answer: no network, or the server is away. */
  | { readonly kind: 'unreachable' }
  /** An answer from something else, such as a proxy's error page. */
  | { readonly kind: 'unexpected'; readonly status: number };

export class RequestFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(
      failure.kind === 'problem'
        ? `${failure.problem.status} ${failure.problem.code}`
        : failure.kind === 'unexpected'
          ? `unexpected answer ${failure.status}`
          : 'server unreachable',
    );
    this.name = 'RequestFailed';
    this.failure = failure;
  }
}

export function statusOf(error: unknown): number | null {
  if (!(error instanceof RequestFailed)) return null;
  switch (error.failure.kind) {
    case 'problem':
      return error.failure.problem.status;
    case 'unexpected':
      return error.failure.status;
    case 'unreachable':
      return null;
  }
}

/** The stable code of a refusal; null where the server did not answer with one. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof RequestFailed) || error.failure.kind !== 'problem') return null;
  return error.failure.problem.code;
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof RequestFailed && error.failure.kind === 'unreachable';
}

/** Whether a read is worth trying again by itself. */
export function isPassing(failure: Failure): boolean {
  switch (failure.kind) {
    case 'unreachable':
      return true;
    case 'unexpected':
      return failure.status >= 502 && failure.status <= 504;
    case 'problem':
      return failure.problem.status === 503;
  }
}

export async function failureOf(response: Response): Promise<Failure> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  if (/\bapplication\/(problem\+)?json\b/.test(response.headers.get('Content-Type') ?? '')) {
    const body: unknown = await response.json().catch(() => null);
    if (isProblem(body)) {
      return { kind: 'problem', problem: body, retryAfter: Number.isFinite(retryAfter) ? retryAfter : null };
    }
  }
  return { kind: 'unexpected', status: response.status };
}

function isProblem(value: unknown): value is Problem {
  const problem = value as Partial<Problem> | null;
  return (
    typeof problem === 'object' &&
    problem !== null &&
    typeof problem.status === 'number' &&
    typeof problem.detail === 'string' &&
    typeof problem.code === 'string'
  );
}
