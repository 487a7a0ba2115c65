/**
 * The English of everything that the views say themselves. The app passes `translate`; what it does not know
 * falls back to these words, so that a missing translation is readable, never a bare key.
 */
export const englishWords = {
  'action.undo': 'Undo',
  'action.redo': 'Redo',
  'action.bold': 'Bold',
  'action.italic': 'Italic',
  'action.underline': 'Underline',
  'action.superscript': 'Superscript',
  'action.subscript': 'Subscript',
  'action.link': 'Link',
  'action.clear': 'Clear formatting',
  'action.paragraph': 'Paragraph',
  'action.heading1': 'Subheading 1',
  'action.heading2': 'Subheading 2',
  'action.heading3': 'Subheading 3',
  'action.list': 'Lettered list (a), (i)',
  'action.dashes': 'Dash list',
  'action.indent': 'Lower level',
  'action.outdent': 'Higher level',
  'action.quotation': 'Quotation',
  'action.reference': 'Cross-reference',
  'action.footnote': 'Footnote',
  'action.open': 'Open the footnote, reference or link at the caret',
  'action.table': 'Table',
  'action.rowBefore': 'Insert row above',
  'action.rowAfter': 'Insert row below',
  'action.columnBefore': 'Insert column before',
  'action.columnAfter': 'Insert column after',
  'action.headerRow': 'Header row on or off',
  'action.headerColumn': 'Header column on or off',
  'action.mergeCells': 'Merge cells',
  'action.splitCell': 'Split cell',
  'action.deleteRow': 'Delete row',
  'action.deleteColumn': 'Delete column',
  'action.deleteTable': 'Delete table',
  'action.invisibles': 'Show invisible characters',
  'action.find': 'Find',
  'action.replace': 'Find and replace',
  'action.help': 'Keyboard shortcuts',
  'action.leave': 'Leave the text (then Tab)',
  'views.slash.label': 'Insert',
  'views.slash.count': '{count} entries',
  'views.slash.none': 'Nothing of that name',
  'views.link.label': 'Link',
  'views.link.address': 'Address (https:// or mailto:)',
  'views.link.apply': 'Apply',
  'views.link.remove': 'Remove link',
  'views.link.wrong': 'A link begins with https://, http:// or mailto:',
  'views.cancel': 'Cancel',
  'views.reference.label': 'Cross-reference',
  'views.reference.search': 'Number or heading',
  'views.reference.full': 'Print with its kind (Article 5)',
  'views.reference.none': 'No such place in this agreement',
  'views.reference.item': 'In this clause',
  'views.reference.broken': 'Broken reference: what it pointed to was deleted',
  'views.reference.follow': 'Go to {label}',
  'views.footnote': 'Footnote {number}',
  'views.footnote.text': 'Footnote {number}: {text}',
  'views.footnote.empty': 'Footnote {number}, empty',
  'views.leaving': 'Press Tab to leave the text.',
  'views.invisible': 'Invisible character: {name}',
} as const;

export type WordKey = keyof typeof englishWords;
export type Values = Readonly<Record<string, string | number>>;
/** Looks a message up; undefined (or the key itself) where there is no translation. */
export type Translate = (key: string, values?: Values) => string | undefined;

/** A lookup that always finds words. */
export function wordsWith(translate: Translate | undefined): (key: string, values?: Values) => string {
  return (key, values) => {
    const found = translate?.(key, values);
    if (found !== undefined && found !== key) return found;
    const english = (englishWords as Record<string, string>)[key] ?? key;
    return english.replace(/\{(\w+)\}/g, (whole, name: string) => String(values?.[name] ?? whole));
  };
}
