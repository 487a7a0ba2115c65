/**
 * How long to wait before the next attempt to reach the server: doubling up to a limit, with jitter, so that
 * a thousand clients do not come back to a restarted server in the same instant.
 */
export interface BackOff {
  /** Longest wait after the first failure, in ms. */
  readonly first: number;
  readonly limit: number;
}

export const defaultBackOff: BackOff = { first: 400, limit: 15_000 };

/**
 * @param failures attempts that failed in a row, 1 for the first
 * @param random from 0 to 1
 */
export function waitAfter(failures: number, random: number, backOff: BackOff = defaultBackOff): number {
  const longest = Math.min(backOff.limit, backOff.first * 2 ** Math.min(failures - 1, 30));
  return longest / 2 + (longest / 2) * random;
}
