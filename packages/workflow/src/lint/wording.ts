/**
 * How findings speak: of things by their id and title, of lists as prose.
 */
export function called({
  id,
  title,
  name,
}: {
  readonly id: string;
  readonly title?: string;
  readonly name?: string;
}) {
  const words = title || name;
  return words ? `${id} (${words})` : id;
}

/** `M1`, `M1 and M2`, `M1, M2 and M3`. */
export function listed(names: readonly string[], joint = 'and'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${joint} ${last}`;
}
