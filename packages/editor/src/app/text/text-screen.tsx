/**
 * Text: the main screen. Outline, page and panel around one desk; React draws the chrome, the desk the page.
 */
import { ListTree, PanelRight, UserPen, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { useSearch } from 'wouter';
import type { SetAside } from '../../sync/sync.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { closedElements, readableClauses } from '../outline.ts';
import { agreementText, authorship } from '../api/endpoints.ts';
import { useResource, type Resource } from '../api/resource.ts';
import type { AgreementTextView, AgreementView } from '../../frames/views.ts';
import type { Present } from '../../frames/index.ts';
import { partyIds } from '../ui/names.ts';
import { t } from '../messages/messages.ts';
import { openHelp } from '../shell/help.tsx';
import { announce } from '../shell/announcer.tsx';
import { followed, useOthers } from '../shell/presence.tsx';
import { Shell } from '../shell/shell.tsx';
import { Empty, ErrorNotice, Skeleton } from '../ui/states.tsx';
import { useWatched } from '../ui/watch.ts';
import { useProposals } from '../proposals/feed.ts';
import { Authors } from './authors.ts';
import { CommentCounts, countsOf } from './comment-counts.tsx';
import { CommentButton, useTextComments } from './use-comments.tsx';
import { AuthorsPanel } from './panel/authors.tsx';
import { CheckPanel } from './panel/check.tsx';
import { CommentsPanel } from './panel/comments.tsx';
import { FindPanel } from './panel/find.tsx';
import { InfoPanel } from './panel/info.tsx';
import { ProposalsPanel } from './panel/proposals.tsx';
import { ReferencesPanel } from './panel/references.tsx';
import { SetAsidePanel } from './panel/set-aside.tsx';
import { useTextCheck } from './use-check.ts';
import { ClauseNotes } from './clause-notes.tsx';
import { clauseStates, useClauseStates } from './clause-states.ts';
import { ended, sentence } from './set-aside-words.ts';
import { hiddenTargets } from './hidden-targets.ts';
import { OutlinePane } from './outline-pane.tsx';
import { StatusBar } from './status-bar.tsx';
import { TextDesk, type DeskAgreement } from './text-desk.ts';
import { whoClass } from './who-class.ts';
import { Toolbar } from './toolbar.tsx';
import '../messages/proposing.ts';
import '../messages/writing.ts';
import '../../views/views.css';
import '../ui/tabs.css';
import './text.css';

type PanelTab = 'check' | 'comments' | 'proposals' | 'find' | 'references' | 'info' | 'authors' | 'set-aside';
/** What lies over the page on a narrow screen. */
type Sheet = 'outline' | 'panel' | null;

const noSetAside: readonly SetAside[] = [];

export function TextScreen() {
  const agreement = useAgreement();
  const text = useText(agreement);
  return (
    <Shell title={`${t('nav.text')} · ${agreement.view.facts.shortTitle}`} plain>
      <Text agreement={agreement} text={text} />
    </Shell>
  );
}

/** Read once, and again when clauses have come that are not in what was read, or are in it and were closed since. */
function useText(agreement: Agreement): Resource<AgreementTextView> {
  const { id, view } = agreement;
  const resource = useResource(`${id} ${view.viewer.key}`, (signal) => agreementText(id, signal));
  const { data, loading, refresh } = resource;
  const read = data?.version ?? Number.POSITIVE_INFINITY;
  useEffect(() => {
    if (!data || loading || read >= view.version) return;
    const open = readableClauses(view);
    const known = new Set(data.clauses.map((clause) => clause.id));
    if (open.size !== known.size || [...open].some((id) => !known.has(id))) refresh();
  }, [data, loading, read, refresh, view]);
  return resource;
}

function hashTarget(): string | null {
  try {
    return location.hash.length > 1 ? decodeURIComponent(location.hash.slice(1)) : null;
  } catch {
    return null;
  }
}

function whyReadOnly(agreement: Agreement): string | null {
  if (agreement.rights.has('edit-text')) return null;
  const roles = agreement.view.viewer.capacities.map((one) => one.role);
  if (roles.length === 0) return t('readOnly.public');
  switch (roles[0]) {
    case 'observer':
      return t('readOnly.observer');
    case 'verifier':
      return t('readOnly.verifier');
    case 'committee-member':
      return t('readOnly.committee');
    default:
      return t('readOnly.other');
  }
}

function deskAgreement(agreement: Agreement): DeskAgreement {
  const { view, labels, rights, board } = agreement;
  return {
    title: view.facts.title,
    shortTitle: view.facts.shortTitle,
    participants: {
      parties: view.parties,
      bodies: view.bodies,
      verifiers: view.verifiers,
      observers: view.organisations,
    },
    elements: view.elements,
    labels,
    hiddenTargets: hiddenTargets(view),
    closed: closedElements(view),
    clauseNumbering: view.facts.clauseNumbering,
    language: view.facts.language,
    direction: view.facts.direction,
    editable: rights.has('edit-text'),
    frozen: clauseStates(view, board.data).frozen,
  };
}

function Text({
  agreement,
  text,
}: {
  readonly agreement: Agreement;
  readonly text: Resource<AgreementTextView>;
}) {
  const { view, connection } = agreement;
  const scroller = useRef<HTMLDivElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const [desk, setDesk] = useState<TextDesk | null>(null);
  const [tab, setTab] = useState<PanelTab>('find');
  const [sheet, setSheet] = useState<Sheet>(null);
  const others = useOthers(agreement);
  const setAside = useWatched(connection?.setAside, noSetAside);
  const reason = whyReadOnly(agreement);
  const latest = useRef(agreement);
  useEffect(() => {
    latest.current = agreement;
  });

  useEffect(() => {
    if (!scroller.current || !page.current) return undefined;
    const made = new TextDesk(scroller.current, page.current, deskAgreement(latest.current));
    setDesk(made);
    return () => {
      made.destroy();
      setDesk(null);
    };
  }, []);

  const started = useRef(false);
  useEffect(() => {
    if (!desk) return;
    const target = started.current ? null : hashTarget();
    desk.show(deskAgreement(agreement), text.data, target?.split('#')[0] ?? null);
    if (text.data && !started.current) {
      started.current = true;
      if (target !== null) desk.goTo(target, false);
      performance.mark('travaux-readable');
    }
  }, [desk, agreement, text.data]);

  // Editors come after the text can be read.
  const readable = text.data !== undefined;
  useEffect(() => {
    if (readable) desk?.connect(connection);
  }, [desk, connection, readable]);

  useEffect(() => {
    if (!desk) return undefined;
    const onHash = () => {
      const target = hashTarget();
      if (target !== null) desk.goTo(target, false);
    };
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, [desk]);

  const authors = useAuthors(desk, agreement);
  const openComments = useCallback(() => {
    setTab('comments');
    setSheet('panel');
  }, []);
  const { feed, marks } = useTextComments(desk, openComments);
  const { check, counts: found, total } = useTextCheck(desk, agreement, readable);
  const counts = useMemo(() => countsOf(feed.threads), [feed.threads]);
  useFrozenNews(desk);
  usePresenceOnPage(desk, others, view);
  useFollowing(desk, others);
  const openFind = useCallback(() => {
    desk?.findAsked.set({ replace: false, at: Date.now() });
  }, [desk]);
  useScreenKeys(openFind, desk, others);

  useEffect(
    () =>
      desk?.findAsked.subscribe(() => {
        setTab('find');
        setSheet('panel');
      }),
    [desk],
  );
  useEffect(() => desk?.helpAsked.subscribe(openHelp), [desk]);
  const openSetAside = useCallback(() => {
    setTab('set-aside');
    setSheet('panel');
    setTimeout(() => document.querySelector<HTMLElement>('.set-aside button')?.focus(), 50);
  }, []);

  const openProposals = useCallback(() => {
    setTab('proposals');
    setSheet('panel');
    setTimeout(() => document.querySelector<HTMLElement>('.proposals button')?.focus(), 50);
  }, []);
  const wanted = useWantedProposal(openProposals);

  const onPageClick = (event: MouseEvent) => {
    if (!desk || event.button !== 0) return;
    const target = event.target as HTMLElement;
    if (target.closest('a, button, .clause-live, input')) return;
    if (document.getSelection()?.isCollapsed === false) return;
    const row = target.closest<HTMLElement>('.clause');
    const id = row?.dataset.element;
    if (id === undefined) return;
    desk.current.set(id);
    if (!desk.isEditable(id)) return;
    if (reason === null && !desk.live.isLive(id)) desk.focusAtPoint(id, event.clientX, event.clientY);
    else if (reason === null) desk.focus(id, 'end');
  };

  return (
    <div className={`text-screen${sheet === null ? '' : ` has-sheet-${sheet}`}`}>
      <div className="text-bar">
        <Button
          className="icon-button sheet-button"
          aria-label={t('region.outline')}
          onPress={() => setSheet('outline')}
        >
          <ListTree aria-hidden="true" />
        </Button>
        {desk ? (
          <Toolbar desk={desk} editable={reason === null} onFind={openFind} onHelp={openHelp} />
        ) : (
          <div className="toolbar" />
        )}
        {marks && agreement.rights.has('comment') && <CommentButton marks={marks} />}
        {authors && <AuthorsButton authors={authors} onShown={() => setTab('authors')} />}
        <Button
          className="icon-button sheet-button"
          aria-label={t('region.panel')}
          onPress={() => setSheet('panel')}
        >
          <PanelRight aria-hidden="true" />
        </Button>
      </div>
      <nav className="outline" id="outline" aria-label={t('region.outline')} tabIndex={-1}>
        <SheetHead title={t('region.outline')} onClose={() => setSheet(null)} />
        {desk ? (
          <OutlinePane
            desk={desk}
            others={others}
            comments={counts}
            findings={found}
            onChosen={() => setSheet(null)}
          />
        ) : (
          <Skeleton rows={10} />
        )}
      </nav>
      <div
        className="page-scroller"
        ref={scroller}
        id="page"
        role="region"
        aria-label={t('region.page')}
        tabIndex={-1}
      >
        {desk && (
          <Notices
            desk={desk}
            reason={reason}
            onSetAside={() => {
              setTab('set-aside');
              setSheet('panel');
            }}
          />
        )}
        {text.error && !text.loading && (
          <div className="page-notice">
            <ErrorNotice error={text.error} onRetry={text.refresh} />
          </div>
        )}
        <article className="page" lang={view.facts.language} dir={view.facts.direction}>
          <h1>{view.facts.title}</h1>
          {!readable && !text.error && <Skeleton rows={12} />}
          {view.elements.length === 0 && (
            <Empty title={t('text.empty')}>
              <p>
                {agreement.rights.has('change-outline')
                  ? t('text.emptySecretariat')
                  : t('text.emptyDelegate')}
              </p>
            </Empty>
          )}
          <div className="page-text" ref={page} onClick={onPageClick} aria-busy={!readable} />
        </article>
      </div>
      <aside className="panel" id="panel" aria-label={t('region.panel')} tabIndex={-1}>
        <SheetHead title={t('region.panel')} onClose={() => setSheet(null)} />
        {desk && (
          <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(key as PanelTab)}>
            <TabList className="tab-list" aria-label={t('region.panel')}>
              {agreement.rights.has('read-comments') && <Tab id="comments">{t('comments.title')}</Tab>}
              {agreement.rights.has('propose') && <Tab id="proposals">{t('proposals.title')}</Tab>}
              <Tab id="find">{t('panel.find')}</Tab>
              <Tab id="check">{total > 0 ? t('check.titleCount', { count: total }) : t('check.title')}</Tab>
              <Tab id="references">{t('panel.references')}</Tab>
              <Tab id="info">{t('panel.info')}</Tab>
              <Tab id="authors">{t('who.tab')}</Tab>
              <Tab id="set-aside">
                {setAside.length > 0
                  ? t('panel.setAsideCount', { count: setAside.length })
                  : t('panel.setAside')}
              </Tab>
            </TabList>
            {agreement.rights.has('read-comments') && (
              <TabPanel id="comments">{marks && <CommentsPanel marks={marks} feed={feed} />}</TabPanel>
            )}
            {agreement.rights.has('propose') && (
              <TabPanel id="proposals">
                <Proposals desk={desk} wanted={wanted} />
              </TabPanel>
            )}
            <TabPanel id="find">
              <FindPanel desk={desk} editable={reason === null} />
            </TabPanel>
            <TabPanel id="check">{check && <CheckPanel check={check} />}</TabPanel>
            <TabPanel id="references">
              <ReferencesPanel desk={desk} />
            </TabPanel>
            <TabPanel id="info">
              <InfoPanel desk={desk} others={others} />
            </TabPanel>
            <TabPanel id="authors">{authors && <AuthorsPanel desk={desk} authors={authors} />}</TabPanel>
            <TabPanel id="set-aside">
              <SetAsidePanel desk={desk} onProposed={openProposals} />
            </TabPanel>
          </Tabs>
        )}
      </aside>
      {marks && <CommentCounts marks={marks} counts={counts} onOpen={openComments} />}
      {desk && <ClauseNotes desk={desk} others={others} onSetAside={openSetAside} />}
      {desk && <StatusBar desk={desk} reason={reason} />}
    </div>
  );
}

function Proposals({ desk, wanted }: { readonly desk: TextDesk; readonly wanted: string | null }) {
  return <ProposalsPanel desk={desk} resource={useProposals()} wanted={wanted} />;
}

/** An address may name a proposal, as a comment does whose wording was taken up. */
function useWantedProposal(onWanted: () => void): string | null {
  const wanted = new URLSearchParams(useSearch()).get('proposal');
  useEffect(() => {
    if (wanted !== null) onWanted();
  }, [wanted, onWanted]);
  return wanted;
}

function SheetHead({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  return (
    <div className="sheet-head">
      <span className="sheet-title" aria-hidden="true">
        {title}
      </span>
      <Button className="icon-button" aria-label={t('action.closeName', { name: title })} onPress={onClose}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}

/** Why one cannot write here; what was refused a moment ago. */
function Notices({
  desk,
  reason,
  onSetAside,
}: {
  readonly desk: TextDesk;
  readonly reason: string | null;
  readonly onSetAside: () => void;
}) {
  const refused = useWatched(desk.refused, null);
  const notice = useWatched(desk.notice, null);
  return (
    <>
      {reason !== null && (
        <div className="page-notice">
          <p className="notice">{reason}</p>
        </div>
      )}
      {notice !== null && (
        <div className="page-notice">
          <div className="notice" role="alert">
            <p>{notice}</p>
            <Button
              className="icon-button"
              aria-label={t('action.close')}
              onPress={() => desk.notice.set(null)}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        </div>
      )}
      {refused && !refused.hasWords && (
        <div className="page-notice">
          <div className="notice notice-error" role="alert">
            <p>
              {t('text.refused', { place: desk.placeOf(refused.clause), reason: refused.reason })}{' '}
              {refused.hasWords && t('text.refusedKept')}
            </p>
            {refused.hasWords && (
              <Button className="button" onPress={onSetAside}>
                {t('panel.setAside')}
              </Button>
            )}
            <Button
              className="icon-button"
              aria-label={t('action.close')}
              onPress={() => desk.refused.set(null)}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

function useAuthors(desk: TextDesk | null, agreement: Agreement): Authors | null {
  const { id } = agreement;
  const parties = useRef<readonly string[]>([]);
  useEffect(() => {
    parties.current = partyIds(agreement.view);
  });
  const [authors, setAuthors] = useState<Authors | null>(null);
  useEffect(() => {
    if (!desk) return undefined;
    const made = new Authors(
      desk,
      (clause) => authorship(id, clause),
      (author) => whoClass(author, parties.current),
    );
    setAuthors(made);
    return () => {
      made.destroy();
      setAuthors(null);
    };
  }, [desk, id]);
  return authors;
}

/** The button that shows and hides who wrote what; the panel then has it in words. */
function AuthorsButton({ authors, onShown }: { readonly authors: Authors; readonly onShown: () => void }) {
  const shown = useWatched(authors.shown, false);
  return (
    <TooltipTrigger delay={400}>
      <ToggleButton
        className="toolbar-button"
        aria-label={t('who.authors')}
        isSelected={shown}
        onChange={(on) => {
          authors.toggle();
          if (on) onShown();
        }}
      >
        <UserPen aria-hidden="true" />
      </ToggleButton>
      <Tooltip className="tooltip" placement="bottom">
        {t('who.authors')}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** Says when a clause is frozen or opened again: at once, and of each clause once. */
function useFrozenNews(desk: TextDesk | null): void {
  const { frozen, parked } = useClauseStates();
  const known = useAgreement().board.data !== undefined;
  const before = useRef<ReadonlyMap<string, string> | null>(null);
  useEffect(() => {
    const was = before.current;
    before.current = known ? frozen : null;
    if (!desk || !was || !known) return;
    for (const [clause, reason] of frozen) {
      if (was.get(clause) === reason) continue;
      const place = sentence(desk.placeOf(clause));
      const parkedFor = parked.get(clause);
      announce(
        parkedFor === undefined
          ? t('frozen.announced', { place, reason })
          : t('parked.announced', { place, reason: ended(parkedFor) }),
      );
    }
    for (const clause of was.keys()) {
      if (frozen.has(clause) || desk.placeOf(clause) === '') continue;
      announce(t('frozen.thawed', { place: sentence(desk.placeOf(clause)) }));
    }
  }, [frozen, parked, known, desk]);
}

function usePresenceOnPage(desk: TextDesk | null, others: readonly Present[], view: AgreementView): void {
  useEffect(() => {
    if (!desk) return;
    const here = new Map<string, Present[]>();
    for (const one of others) {
      if (one.clause === null) continue;
      const present = here.get(one.clause);
      if (present) present.push(one);
      else here.set(one.clause, [one]);
    }
    desk.setPresence(here, partyIds(view));
  }, [desk, others, view]);
}

function useFollowing(desk: TextDesk | null, others: readonly Present[]): void {
  const key = useWatched(followed, null);
  const clause = others.find((one) => one.key === key)?.clause ?? null;
  useEffect(() => {
    if (key !== null && clause !== null) desk?.goTo(clause, false);
  }, [desk, key, clause]);
  useEffect(() => {
    if (key === null) return undefined;
    // Whoever reads or writes by themselves again follows nobody.
    const stop = () => followed.set(null);
    const place = document.getElementById('page');
    place?.addEventListener('wheel', stop, { passive: true });
    place?.addEventListener('keydown', stop);
    return () => {
      place?.removeEventListener('wheel', stop);
      place?.removeEventListener('keydown', stop);
    };
  }, [key]);
}

const regions = ['toolbar', 'outline', 'page', 'panel', 'status'] as const;

function useScreenKeys(openFind: () => void, desk: TextDesk | null, others: readonly Present[]): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      if (event.key === 'F6') {
        event.preventDefault();
        cycleRegions(event.shiftKey ? -1 : 1, desk);
      } else if (event.key === 'F10' && event.altKey) {
        event.preventDefault();
        focusRegion('toolbar', desk);
      } else if (
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        event.code === 'KeyF' &&
        !event.shiftKey
      ) {
        event.preventDefault();
        openFind();
      } else if (event.ctrlKey && event.altKey && event.shiftKey && event.code === 'KeyJ') {
        event.preventDefault();
        const next = others.find((one) => one.clause !== null);
        if (next?.clause) desk?.goTo(next.clause, true);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [openFind, desk, others]);
}

function cycleRegions(step: 1 | -1, desk: TextDesk | null): void {
  const at = regions.findIndex((id) => document.getElementById(id)?.contains(document.activeElement));
  for (let tried = 1; tried <= regions.length; tried += 1) {
    const next = regions[(at + step * tried + regions.length * 2) % regions.length];
    if (next !== undefined && focusRegion(next, desk)) return;
  }
}

function focusRegion(id: (typeof regions)[number], desk: TextDesk | null): boolean {
  const region = document.getElementById(id);
  if (!region || region.offsetParent === null) return false;
  if (id === 'page' && desk?.editor) {
    desk.editor.focus();
    return true;
  }
  const inside =
    id === 'toolbar'
      ? region.querySelector<HTMLElement>('button:not([disabled])')
      : id === 'outline'
        ? (region.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]') ?? region)
        : region;
  if (!inside) return false;
  inside.focus();
  return true;
}
