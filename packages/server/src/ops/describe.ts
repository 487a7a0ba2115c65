/**
 * An unexpected error as the log may tell it: its kind and where it was thrown. Never its message, which may
 * quote the text of an agreement, a name or a token.
 */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = (error as { readonly code?: unknown }).code;
  return [typeof code === 'string' ? `${error.name} ${code}` : error.name, ...frames.slice(0, 8)].join('\n');
}
