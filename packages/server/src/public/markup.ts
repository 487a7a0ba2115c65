/**
 * Markup: the only way in which the public page makes HTML. What is put into a template is text and is escaped; only
 * what a template made goes in as it is. No value is ever put into an attribute's name, a script or a style.
 */
export class Markup {
  readonly html: string;

  /** Only `markup` and the renderer of texts make one: what is in it is trusted. */
  constructor(html: string) {
    this.html = html;
  }
}

type Part = string | number | Markup | null | readonly Part[];

/** As a template tag: `` markup`<p>${words}</p>` ``. Attributes have to be quoted. */
export function markup(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(fixed.reduce((html, piece, at) => html + written(parts[at - 1] ?? null) + piece));
}

function written(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.html;
  if (typeof part === 'object') return part.map(written).join('');
  return escaped(String(part));
}

/**
 * Also the marks of direction: words that were written from right to left must not turn round what stands beside
 * them, so each is shown as what it is.
 */
export function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '\u2426');
}
