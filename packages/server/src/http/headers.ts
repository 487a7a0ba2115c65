/** Headers of the API that carry more than a word: version tags and file names. */

/** The strong version tag of an agreement. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/** The version that an `If-Match` names; null when there is none, NaN when it names something else. */
export function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) return null;
  const digits = /^\s*"(\d{1,15})"\s*$/.exec(ifMatch)?.[1];
  return digits === undefined ? Number.NaN : Number(digits);
}

/** The percent-encoded name of a file, without any folder; null when it is missing or no name. */
export function fileNameOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  try {
    const name = decodeURIComponent(header).split(/[\\/]/).at(-1)?.trim() ?? '';
    // eslint-disable-next-line no-control-regex -- control characters are what is refused here
    return name.length > 0 && name.length <= 255 && !/[\u0000-\u001f\u007f]/.test(name) ? name : null;
  } catch {
    return null;
  }
}
