/** The registry and its commands on bare states: no browser is needed to say what an action does to a text. */
import { describe, expect, test } from '@jest/globals';
import { nodeOfJson, type ClauseJson } from '@travaux/editor/document';
import { actionIds, editorActions, englishWords, findMatches, initialsOf } from '@travaux/editor/views';
import { EditorState, TextSelection } from 'prosemirror-state';
import { doc, item, list, outlineOf, p, table, text } from './texts.ts';

describe('the registry', () => {
  test('names every action once and in words', () => {
    expect(new Set(actionIds).size).toBe(actionIds.length);
    for (const { id, message } of editorActions) {
      expect(message).toBe(`action.${id}`);
      expect(englishWords).toHaveProperty([message]);
    }
  });

  test('gives no key twice and no letter alone', () => {
    const keys = editorActions.flatMap((action) => action.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => /^(Shift-)?.$/u.test(key))).toEqual([]);
  });

  test('offers nothing in the slash menu that takes no place in a text', () => {
    for (const action of editorActions.filter(({ slash }) => slash))
      expect(['style', 'structure', 'insert', 'table', 'navigate']).toContain(action.group);
  });
});

/** Runs the action with the words selected; null where it does not apply. */
function after(json: ClauseJson, words: string, id: string): string | null {
  const start = nodeOfJson(json);
  let from = -1;
  start.descendants((node, pos) => {
    if (node.isText && from < 0 && node.text!.includes(words)) from = pos + node.text!.indexOf(words);
  });
  let state = EditorState.create({ doc: start });
  state = state.apply(state.tr.setSelection(TextSelection.create(start, from, from + words.length)));
  const action = editorActions.find((each) => each.id === id)!;
  if (!action.run(state)) return null;
  action.run(state, (tr) => (state = state.apply(tr)));
  state.doc.check();
  return outlineOf(state.doc.toJSON());
}

const shall = doc('Parties shall agree.');
test.each([
  ['bold', 'p(Parties <b>shall</> agree.)'],
  ['superscript', 'p(Parties <sup>shall</> agree.)'],
  ['heading2', 'h:2(Parties shall agree.)'],
  ['list', 'list:auto(li(p(Parties shall agree.)))'],
  ['dashes', 'list:dash(li(p(Parties shall agree.)))'],
  ['quotation', 'quotation(p(Parties shall agree.))'],
  ['footnote', 'p(Parties shallnote() agree.)'],
  ['rowAfter', null],
  ['outdent', null],
])('%s', (id, wanted) => expect(after(shall, 'shall', id)).toBe(wanted));

test.each([
  [
    'list turns dashes into letters',
    doc(list('dash', 'a', 'b')),
    'b',
    'list',
    'list:auto(li(p(a)) li(p(b)))',
  ],
  [
    'list on a list takes the mark away',
    doc(list('auto', 'a', 'b')),
    'b',
    'list',
    'list:auto(li(p(a))) p(b)',
  ],
  ['clear takes all emphasis', doc(p(text('a', 'strong', 'emphasis'))), 'a', 'clear', 'p(a)'],
  [
    'a literal label does not go down a level',
    doc(list('auto', 'a', { ...item('b'), attrs: { id: null, label: '(z)' } })),
    'b',
    'indent',
    'list:auto(li(p(a) list:auto(li(p(b)))))',
  ],
  ['deleteRow', doc(table(['A'], ['1'], ['2'])), '1', 'deleteRow', 'table(tr(th(p(A))) tr(td(p(2))))'],
  ['quotation lifts out', doc({ type: 'quotation', content: [p('a')] }), 'a', 'quotation', 'p(a)'],
])('%s', (_what, json, words, id, wanted) => expect(after(json, words, id)).toBe(wanted));

test.each([
  ['one', 'one two', {}, 1],
  ['parti', 'Parties and party', { wholeWords: true }, 0],
  ['party', 'Parties and party', { wholeWords: true }, 1],
  ['Party', 'party Party', { matchCase: true }, 1],
  ['cooperation', 'Co\u00f6peration co\u200foperation', {}, 2],
  ['non-pro', 'non\u2011pro non\u00adpro', {}, 1],
  ['', 'anything', {}, 0],
  ['[', 'a [b]', {}, 1],
])('find %s in %s', (query, words, options, count) =>
  expect(findMatches(nodeOfJson(doc(words)), query, options)).toHaveLength(count),
);

test.each([
  ['Ana Otieno', 'AO'],
  ['Delegation of the Blue Republic', 'DBR'],
  ['王', '王'],
  ['أحمد علي', 'أع'],
  ['', ''],
])('initials of %s', (name, wanted) => expect(initialsOf(name)).toBe(wanted));
