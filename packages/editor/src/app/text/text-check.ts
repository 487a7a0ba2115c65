/**
 * The check of the text: looks at it when it has been left alone for a moment, underlines what is found in the live
 * editors, leads to a finding and mends it on request. React subscribes to the facts that it publishes.
 */
import type { ClauseEditor } from '../../views/editor.ts';
import { Watched } from '../ui/watch.ts';
import type { CheckedFinding } from './check-engine.ts';
import { CheckThread, type CheckContext } from './check-thread.ts';
import type { TextDesk } from './text-desk.ts';

export class TextCheck {
  /** In reading order of their places; null until it was looked for the first time. */
  readonly findings = new Watched<readonly CheckedFinding[] | null>(null);
  /** The finding that is looked at. */
  readonly current = new Watched<string | null>(null);

  readonly desk: TextDesk;
  #context: CheckContext | null = null;
  #thread: CheckThread | null = null;
  #asked = false;
  /** Something has changed since it was asked. */
  #again = false;
  #waiting: number | null = null;

  constructor(desk: TextDesk) {
    this.desk = desk;
  }

  show(context: CheckContext): void {
    this.#context = context;
    this.#soon();
  }

  /** Follows the desk, from now until the function that is returned is called. */
  watch(): () => void {
    const ends = [
      this.desk.textEpoch.subscribe(() => this.#soon()),
      this.desk.mounted.subscribe(() => this.#draw()),
    ];
    return () => {
      for (const end of ends) end();
      if (this.#waiting !== null) cancelIdle(this.#waiting);
      this.#waiting = null;
      this.#thread?.close();
      this.#thread = null;
      this.#asked = false;
    };
  }

  /** Leads to a finding: its clause is shown, its words are marked, and the caret is put there if it may. */
  goTo(finding: CheckedFinding, focus: boolean): void {
    this.current.set(finding.key);
    if (finding.clause === null) return;
    this.desk.goTo(finding.clause, false);
    this.desk.live.want(finding.clause, (editor) => {
      this.#draw();
      const mark = editor.view.dom.querySelector(`[data-finding="${CSS.escape(finding.key)}"]`);
      mark?.scrollIntoView({ block: 'center' });
      if (!focus) return;
      const { module } = this.desk.live;
      if (mark && module) module.putCaret(editor.view, editor.view.posAtDOM(mark, 0));
      editor.focus();
    });
  }

  /** Mends it as the linter proposes. @param then told whether it could be done */
  mend({ clause, at, fix }: CheckedFinding, then: (done: boolean) => void): void {
    const language = this.#context?.style.language ?? '';
    if (clause === null || at === null || fix === null || !this.desk.isEditable(clause)) {
      then(false);
      return;
    }
    this.desk.live.want(clause, (editor) => {
      then(this.desk.live.module?.replaceFound(editor.view, at, fix.words, language) ?? false);
    });
  }

  canMend({ clause, at, fix }: CheckedFinding): boolean {
    return clause !== null && at !== null && fix !== null && this.desk.isEditable(clause);
  }

  #soon(): void {
    this.#waiting ??= whenIdle(() => {
      this.#waiting = null;
      this.#look();
    });
  }

  #look(): void {
    if (!this.#context) return;
    if (this.#asked) {
      this.#again = true;
      return;
    }
    const thread = (this.#thread ??= new CheckThread());
    this.#asked = true;
    this.#again = false;
    thread.ask(this.#context, this.desk.allTexts(), (findings) => {
      this.#asked = false;
      this.findings.set(findings);
      this.#draw();
      if (this.#again) this.#soon();
    });
  }

  #draw(): void {
    const findings = this.findings.current ?? [];
    for (const editor of this.desk.live.editors()) this.#drawIn(editor, findings);
  }

  #drawIn(editor: ClauseEditor, findings: readonly CheckedFinding[]): void {
    const { module } = this.desk.live;
    const here = findings.flatMap(({ key, severity, message, clause, at, setAside }) =>
      clause === editor.clause && at !== null && setAside === null ? [{ key, severity, message, at }] : [],
    );
    module?.showFindings(editor.view, here);
    module?.pointAtFinding(editor.view, this.current.current);
  }
}

/** Browsers without idle callbacks wait a moment instead. */
function whenIdle(work: () => void): number {
  return typeof requestIdleCallback === 'function'
    ? requestIdleCallback(() => work(), { timeout: 2000 })
    : window.setTimeout(work, 200);
}

function cancelIdle(handle: number): void {
  if (typeof cancelIdleCallback === 'function') cancelIdleCallback(handle);
  else clearTimeout(handle);
}
