/**
 * The desk of the Text screen: the page, its live editors, and what the chrome around them needs to know. It is
 * made once for a visit and fed by React with what changed; React subscribes to the small facts it publishes,
 * none of which changes with every keystroke.
 */
import type { ClauseNumbering, Direction, OutlineElement } from '@travaux/workflow/agreement';
import type { ClauseJson } from '../../document/clause-json.ts';
import type { Participants } from '../../document/blocks/terms-of.ts';
import { placeOf } from '../../document/places.ts';
import type { Labels } from '../../document/numbering.ts';
import { withoutDisguise } from '../../document/strange-text.ts';
import type { Present } from '../../frames/index.ts';
import type { AgreementTextView } from '../../frames/views.ts';
import type { AgreementConnection } from '../../sync/sync.ts';
import { noTerms, type TermsContext } from '../../views/blocks/terms-context.ts';
import type { ClauseEditor, EditorNotice, ReferenceContext } from '../../views/editor.ts';
import { renderStatic } from '../../views/static.ts';
import { formatNumber, t, translate } from '../messages/messages.ts';
import { nameOf } from '../outline.ts';
import { announce, othersEdited } from '../shell/announcer.tsx';
import { tick } from '../lobby/checklist.tsx';
import { initialsOf, patternOf } from '../ui/names.ts';
import { Watched } from '../ui/watch.ts';
import { AgreementTerms, type DateOf } from './agreement-terms.ts';
import { referencesOfDesk } from './desk-references.ts';
import type { HiddenTargets } from './hidden-targets.ts';
import { LiveEditors } from './live-editors.ts';
import { PageRows, type Row } from './page-rows.ts';
import { toolbarStateOf, type ToolbarState } from './toolbar-state.ts';

export interface DeskAgreement {
  readonly title: string;
  readonly shortTitle: string;
  readonly participants: Participants;
  readonly elements: readonly OutlineElement[];
  readonly labels: Labels;
  readonly hiddenTargets: HiddenTargets;
  /** Clauses that the person may know of but not read. */
  readonly closed: ReadonlySet<string>;
  readonly clauseNumbering: ClauseNumbering;
  readonly language: string;
  readonly direction: Direction;
  readonly editable: boolean;
  /** Clauses that nobody edits, with the reason. */
  readonly frozen: ReadonlyMap<string, string>;
}

export interface RefusedNotice {
  readonly clause: string;
  readonly reason: string;
  readonly hasWords: boolean;
}

const epochMs = 800;
const highlightMs = 2500;

export class TextDesk {
  /** The clause that has, or had last, the caret. */
  readonly current = new Watched<string | null>(null);
  readonly focused = new Watched<boolean>(false);
  readonly toolbar = new Watched<ToolbarState | null>(null);
  /** Counts up, at most about once a second, while texts change: for counts and lists made from the text. */
  readonly textEpoch = new Watched(0);
  readonly refused = new Watched<RefusedNotice | null>(null);
  /** Something the author must be told, such as a paste that was too long. */
  readonly notice = new Watched<string | null>(null);
  readonly mounted = new Watched(0);
  /** Counts up when rows may have come or gone. */
  readonly shown = new Watched(0);
  readonly helpAsked = new Watched(0);
  readonly findAsked = new Watched<{ readonly replace: boolean; readonly at: number } | null>(null);

  readonly #scroller: HTMLElement;
  readonly #rows: PageRows;
  readonly #live: LiveEditors;
  readonly #texts = new Map<string, ClauseJson | (() => ClauseJson)>();
  #agreement: DeskAgreement;
  /** The agreement's elements by id, made when first asked for. */
  #elements: ReadonlyMap<string, OutlineElement> | null = null;
  #references: ReferenceContext;
  readonly #terms = new AgreementTerms();
  #termsNow: TermsContext = noTerms;
  #dateOf: DateOf | null = null;
  #editor: ClauseEditor | null = null;
  #epochTimer: ReturnType<typeof setTimeout> | null = null;
  #scrollTarget: string | null = null;
  #here: ReadonlyMap<string, readonly Present[]> = new Map();

  constructor(scroller: HTMLElement, page: HTMLElement, agreement: DeskAgreement) {
    this.#scroller = scroller;
    this.#agreement = agreement;
    this.#references = this.#makeReferences();
    this.#live = new LiveEditors(scroller, this.#liveContext(), {
      onFocus: (editor) => {
        this.#editor = editor;
        this.current.set(editor.clause);
        this.focused.set(true);
        this.#tellToolbar(editor);
      },
      onBlur: () => this.focused.set(false),
      onChange: (editor) => {
        if (editor === this.#editor) this.#tellToolbar(editor);
      },
      onExit: (clause, direction) => this.#exit(clause, direction),
      onFollow: (target) => this.goTo(target, true),
      onHelp: () => this.helpAsked.set(this.helpAsked.current + 1),
      onFind: (replace) => this.findAsked.set({ replace, at: Date.now() }),
      onText: (clause, text, by) => this.#textChanged(clause, text, by),
      onMounted: (clause, there) => {
        if (!there) {
          if (this.#editor?.clause === clause) {
            this.#editor = null;
            this.toolbar.set(null);
            this.focused.set(false);
          }
          this.#rows.redraw(clause);
        }
        this.mounted.set(this.mounted.current + 1);
      },
      onNotice: (notice) => this.notice.set(noticeWords(notice)),
      onRefused: (clause, reason, hasWords) => {
        this.refused.set({ clause, reason, hasWords });
        announce(t('text.refused', { place: this.placeOf(clause), reason }));
      },
    });
    this.#rows = new PageRows(
      page,
      (clause) => this.#live.isLive(clause),
      (row: Row, there) => this.#live.observe(row, there),
    );
  }

  /** @param first the element that the address names */
  show(agreement: DeskAgreement, text: AgreementTextView | undefined, first: string | null): void {
    const outlineChanged =
      agreement.elements !== this.#agreement.elements || agreement.labels !== this.#agreement.labels;
    this.#agreement = agreement;
    this.#elements = null;
    for (const clause of text?.clauses ?? []) {
      if (!this.#live.isLive(clause.id) && this.#isOpen(clause.id)) this.#texts.set(clause.id, clause.text);
    }
    // What became closed to the reader, or is gone, leaves the memory of the page as well.
    for (const clause of [...this.#texts.keys()]) if (!this.#isOpen(clause)) this.#texts.delete(clause);
    this.#references = this.#makeReferences();
    this.#readTerms();
    this.#live.setContext(this.#liveContext());
    this.#rows.show(
      {
        elements: agreement.elements,
        labels: agreement.labels,
        language: agreement.language,
        direction: agreement.direction,
        closed: agreement.closed,
        text: (clause) => this.textOf(clause),
        draw: (place, clause, json) => {
          place.append(
            renderStatic(json, {
              clause,
              language: agreement.language,
              direction: agreement.direction,
              references: this.#references,
              drafting: this.isEditable(clause),
              translate,
              onFollowReference: (target) => this.goTo(target, true),
            }),
          );
        },
        emptyText: () => t('text.emptyClause'),
        nameOf: (element) => nameOf(element, agreement.labels),
      },
      first,
    );
    if (outlineChanged && text) this.#rows.redrawAll();
    this.shown.set(this.shown.current + 1);
    this.#bumpEpoch();
  }

  connect(connection: AgreementConnection | null): void {
    this.#live.connect(connection);
  }

  get rows(): PageRows {
    return this.#rows;
  }

  get live(): LiveEditors {
    return this.#live;
  }

  get references(): ReferenceContext {
    return this.#references;
  }

  /** The editor that toolbar and panels act on. */
  get editor(): ClauseEditor | null {
    return this.#editor;
  }

  textOf(clause: string): ClauseJson | undefined {
    const known = this.#texts.get(clause);
    if (typeof known !== 'function') return known;
    const text = known();
    this.#texts.set(clause, text);
    return text;
  }

  /** Whether there is such a clause, and the person may read it. */
  #isOpen(clause: string): boolean {
    this.#elements ??= new Map(this.#agreement.elements.map((each) => [each.id, each]));
    return this.#elements.has(clause) && !this.#agreement.closed.has(clause);
  }

  /** Every clause's text in reading order, for what is made from the whole. */
  allTexts(): readonly { readonly id: string; readonly text: ClauseJson }[] {
    return this.#agreement.elements.flatMap((element) => {
      const text = element.kind === 'clause' ? this.textOf(element.id) : undefined;
      return text ? [{ id: element.id, text }] : [];
    });
  }

  /** Whether the reader may write in this clause as things stand. */
  isEditable(clause: string): boolean {
    return this.#agreement.editable && !this.#agreement.frozen.has(clause);
  }

  /** Inserts words where the caret is in a clause, or at its end. @param then told when it is done */
  insert(clause: string, words: string, then: () => void): void {
    if (!this.isEditable(clause)) return;
    const isHere = this.#editor?.clause === clause;
    this.goTo(clause, false);
    this.#live.want(clause, (editor) => {
      editor.focus(isHere ? undefined : 'end');
      const { $from } = editor.view.state.selection;
      const before = $from.parent.textBetween(0, $from.parentOffset, ' ', ' ');
      if (editor.view.pasteText(/\S$/u.test(before) ? ` ${words}` : words)) then();
    });
  }

  /**
   * Puts a proposal into the text of its clause, as edits of the reader.
   * @param then told when it is done, and in how many places others had changed the same words
   */
  carryOver(clause: string, base: ClauseJson, proposed: ClauseJson, then: (beside: number) => void): void {
    if (!this.isEditable(clause)) return;
    this.goTo(clause, false);
    this.#live.want(clause, (editor) => {
      if (!this.#live.module || !editor.view.editable) return;
      then(this.#live.module.carryOver(editor.view, base, proposed));
      editor.focus();
    });
  }

  placeOf(element: string): string {
    this.#elements ??= new Map(this.#agreement.elements.map((each) => [each.id, each]));
    const { labels, clauseNumbering } = this.#agreement;
    return placeOf(element, this.#elements, labels, clauseNumbering);
  }

  /** Scrolls to a clause, a division or an item, and shows where it is. @param focus also put the caret there */
  goTo(target: string, focus: boolean): boolean {
    const id = target.split('#')[0] ?? '';
    const row = this.#rows.row(id);
    if (!row) return false;
    this.#rows.draw(id);
    this.#scrollTo(row.node);
    row.node.classList.add('is-target');
    setTimeout(() => row.node.classList.remove('is-target'), highlightMs);
    if (row.body) this.current.set(id);
    const address = `${location.pathname}${location.search}#${encodeURIComponent(id)}`;
    if (location.hash !== `#${encodeURIComponent(id)}`) history.replaceState(history.state, '', address);
    if (focus) this.focus(id, 'start');
    return true;
  }

  /** Puts the caret into a clause, mounting its editor if need be. */
  focus(clause: string, at: 'start' | 'end'): void {
    const row = this.#rows.row(clause);
    if (!row?.body) {
      const next = this.#rows.neighbour(clause, 'after');
      if (next !== null) this.focus(next, at);
      return;
    }
    this.#live.want(clause, (editor) => editor.focus(at));
  }

  /** A click on text that is still static: the caret goes where the click was. */
  focusAtPoint(clause: string, x: number, y: number): void {
    this.#live.want(clause, (editor) => {
      editor.focus();
      const hit = editor.view.posAtCoords({ left: x, top: y });
      const module = this.#live.module;
      if (hit && module) module.putCaret(editor.view, hit.pos);
    });
  }

  setPresence(here: ReadonlyMap<string, readonly Present[]>, parties: readonly string[]): void {
    for (const id of new Set([...this.#here.keys(), ...here.keys()])) {
      const chips = (here.get(id) ?? []).slice(0, 3).map((one) => chip(one, parties));
      this.#rows.row(id)?.here.replaceChildren(...chips);
    }
    this.#here = here;
  }

  destroy(): void {
    if (this.#epochTimer !== null) clearTimeout(this.#epochTimer);
    this.#live.destroy();
    this.#rows.destroy();
  }

  /** Rows above are still being measured while we scroll there: hold on to the target for some frames. */
  #scrollTo(node: HTMLElement): void {
    const id = node.dataset.element ?? '';
    this.#scrollTarget = id;
    let frames = 0;
    const place = () => {
      if (this.#scrollTarget !== id) return;
      node.scrollIntoView({ block: 'start' });
      frames += 1;
      if (frames < 6) requestAnimationFrame(place);
      else this.#scrollTarget = null;
    };
    place();
    const stop = () => {
      this.#scrollTarget = null;
    };
    this.#scroller.addEventListener('wheel', stop, { once: true, passive: true });
  }

  #exit(clause: string, direction: 'before' | 'after'): boolean {
    const next = this.#rows.neighbour(clause, direction);
    if (next === null) return false;
    this.focus(next, direction === 'before' ? 'end' : 'start');
    this.#rows.row(next)?.node.scrollIntoView({ block: 'nearest' });
    return true;
  }

  #textChanged(clause: string, text: () => ClauseJson, by: string | null): void {
    if (!this.#isOpen(clause)) return;
    this.#texts.set(clause, text);
    if (by !== null) othersEdited(by, this.placeOf(clause));
    else if (this.focused.current && this.current.current === clause) tick('type');
    this.#bumpEpoch();
  }

  #bumpEpoch(): void {
    this.#epochTimer ??= setTimeout(() => {
      this.#epochTimer = null;
      const before = this.#termsNow;
      this.#readTerms();
      if (before !== this.#termsNow) this.#live.setContext(this.#liveContext());
      this.textEpoch.set(this.textEpoch.current + 1);
    }, epochMs);
  }

  #tellToolbar(editor: ClauseEditor): void {
    const module = this.#live.module;
    if (module) this.toolbar.set(toolbarStateOf(this.toolbar.current, editor, module.editorActions));
  }

  #readTerms(): void {
    const { title, shortTitle, participants } = this.#agreement;
    const source = { title, shortTitle, participants, texts: this.allTexts() };
    this.#termsNow = this.#terms.read(
      source,
      () => (this.#dateOf ??= this.#live.module?.makeDateOf() ?? null),
    );
  }

  #liveContext() {
    return {
      editable: (clause: string) => this.isEditable(clause),
      language: this.#agreement.language,
      direction: this.#agreement.direction,
      references: this.#references,
      terms: this.#termsNow,
      label: (clause: string) => t('text.textOf', { place: this.placeOf(clause) || t('element.unnamed') }),
    };
  }

  #makeReferences(): ReferenceContext {
    return referencesOfDesk(this.#agreement, (clause) => this.textOf(clause));
  }
}

/** Who is in a clause, beside it; said in words by the outline and the list of those present. */
function chip(person: Present, parties: readonly string[]): HTMLElement {
  const node = document.createElement('span');
  node.className = `avatar ${patternOf(person.party, parties)}`;
  node.textContent = initialsOf(person.name);
  node.title = t('text.here', { names: withoutDisguise(person.name), count: 1 });
  return node;
}

function noticeWords(notice: EditorNotice): string {
  switch (notice.kind) {
    case 'paste-too-long':
      return t('text.pasteTooLong', { limit: formatNumber(notice.limit) });
  }
}
