/** The checkpoint in a file that a reader kept: the note itself, or the last one of an older record. */
export function checkpointIn(text: string): string {
  try {
    const { checkpoints } = JSON.parse(text) as { readonly checkpoints?: readonly unknown[] };
    const last = checkpoints?.at(-1);
    return typeof last === 'string' ? last : text;
  } catch {
    // No JSON: a note as it is served. Whether it is one is found out when it is checked.
    return text;
  }
}
