/**
 * Values in parts of a term, by their path: `indicator.target`.
 */

export function taken(from: unknown, path: string): unknown {
  let at = from;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** Puts a value, making the parts that lead to it; undefined takes it out. */
export function put(into: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = into;
  for (const key of keys) {
    const inner = at[key];
    at = (typeof inner === 'object' && inner !== null ? inner : (at[key] = {})) as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}
