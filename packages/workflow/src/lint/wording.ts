/**
 * How findings speak: of things by their id and title.
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
