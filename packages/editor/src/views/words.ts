/**
 * The English of everything that the views say themselves. The app passes `translate`; what it does not know
 * falls back to these words, so that a missing translation is readable, never a bare key.
 */
import { termKinds } from '../document/blocks/kinds.ts';

/** What a kind of block is called is said once, where the kinds are. */
const kindWords = Object.fromEntries(
  termKinds.map(({ kind, label }) => [`action.insert.${kind}`, label] as const),
) as Readonly<Record<`action.insert.${string}`, string>>;

export const englishWords = {
  ...kindWords,
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
  'action.block': 'Structured block (milestone, tranche …)',
  'action.addField': 'Add a field to the block',
  'action.renameBlock': 'Change the id of the block',
  'action.blockUp': 'Move the block up',
  'action.blockDown': 'Move the block down',
  'action.deleteBlock': 'Delete the block',
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
  'views.reference.broken': 'Broken reference: what it pointed to was deleted, or you may not see it',
  'views.reference.hidden': 'not every reader of this clause may know of it',
  'views.reference.warning':
    'Not everybody who reads this clause may know of {label}. They will see that something is referred to here, as […], though neither its number nor its heading. Who may know of it is not widened. It is safer to say it in words, or to refer to it from a clause that the same people read.',
  'views.reference.insert': 'Refer to it all the same',
  'views.reference.another': 'Choose another',
  'views.reference.follow': 'Go to {label}',
  'views.footnote': 'Footnote {number}',
  'views.footnote.text': 'Footnote {number}: {text}',
  'views.footnote.empty': 'Footnote {number}, empty',
  'views.block.insert': 'Which block',
  'views.block.menu': 'What can be done with {name}',
  'views.block.add': 'Add a field…',
  'views.block.addTo': 'Add a field to {name}',
  'views.block.owed': 'Owed: not yet stated.',
  'views.block.write': 'Write {expected}.',
  'views.block.writeSuch': 'Such as “{example}”.',
  'views.block.writeSeveral': 'Write {expected}, or several with commas between them.',
  'views.block.understood': 'Understood as: {value}',
  'views.block.understoodSo': 'Understood.',
  'views.block.atLatest': 'at the latest {date}',
  'views.block.printed': 'the usual form',
  'views.block.instead': 'instead',
  'views.block.offered': '{count} entries; the arrow down goes into the list',
  'views.block.date': 'Choose a date',
  'views.block.dateDo': 'Write the date',
  'views.block.deleted': '{name} deleted. Undo brings it back.',
  'views.block.busy': 'Somebody is writing in {name} or beside it. It can be moved when they have left it.',
  'views.block.movedUp': '{name} moved up.',
  'views.block.movedDown': '{name} moved down.',
  'views.block.twice': 'Another block is called {id}, too. Give one of them another id.',
  'views.block.id': 'Id, such as M1',
  'views.block.idWrong': 'An id begins with a letter or digit, and has up to 64 letters, digits and . _ : -',
  'views.block.idTaken': '{id} is the id of another block.',
  'views.block.idTakenBy': '{id} is the id of “{title}”.',
  'views.block.rename': 'Id of {name}',
  'views.block.renameAlso': 'Change it where fields of this clause name it, too ({count})',
  'views.block.renameDo': 'Change',
  'views.block.selected': '{name} is selected as a whole. Enter goes into it, Delete deletes it.',
  'views.block.field': '{block}, {label}, edit, {words}',
  'views.block.empty': 'empty',
  'views.block.key.next': 'Next field; behind the last, “Add a field…” and the text behind the block',
  'views.block.key.previous': 'Previous field',
  'views.block.key.enter': 'Next field, or another entry where there can be several',
  'views.block.key.backspace': 'At the beginning of an empty field: back, and it is folded away',
  'views.block.key.leave': 'Leave the fields: the whole block is selected (Enter goes in again)',
  'views.block.key.all': 'Select the words of the field; again: everything',
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
