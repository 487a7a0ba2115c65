/**
 * Which clause takes which route: the rules in the order in which they are tried, what clauses are about, and for
 * each clause the route that the rules name. The rules are changed as a whole, after a look at what that will do.
 */
import { ArrowDown, ArrowUp, Plus, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { ActView, CoursesView, RoutingRuleView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { formatList, t } from '../messages/messages.ts';
import { nameOf } from '../outline.ts';
import { Checks, Choice, Field } from '../ui/field.tsx';
import { Empty } from '../ui/states.tsx';
import { ActDialog } from '../course/act-dialog.tsx';
import { fullName } from '../course/names.ts';
import type { ConsoleProps } from './console.tsx';
import { Tasks } from './tasks.tsx';
import '../course/board.css';

interface Rule {
  readonly topics: readonly string[];
  readonly within: readonly string[];
  readonly route: string;
}

export function Routing({ view, offered }: ConsoleProps) {
  const agreement = useAgreement();
  const [rules, setRules] = useState<readonly Rule[] | null>(null);
  const [asking, setAsking] = useState<ActView | null>(null);
  const set = view.acts.find((act) => act.type === 'set-routing-rules');
  return (
    <>
      <section aria-labelledby="rules">
        <div className="section-head">
          <h2 id="rules">{t('routing.rules')}</h2>
          {set && rules === null && view.routes.some(({ retired }) => !retired) && (
            <Button className="button" onPress={() => setRules(rulesOf(view))}>
              {t('routing.change')}
            </Button>
          )}
        </div>
        <p className="hint">{t('routing.mean')}</p>
        {rules === null ? (
          view.routingRules.length === 0 ? (
            <Empty title={t('routing.none')} />
          ) : (
            <ol className="route-words">
              {view.routingRules.map((rule, at) => (
                <li key={at}>
                  {ruleSentence(rule)}
                  {rule.findings.map((finding) => (
                    <p key={finding} className="finding">
                      <TriangleAlert aria-hidden="true" />
                      {finding}
                    </p>
                  ))}
                </li>
              ))}
            </ol>
          )
        ) : (
          <RuleEditor
            view={view}
            rules={rules}
            onChange={setRules}
            onCancel={() => setRules(null)}
            onSave={() => {
              if (!set) return;
              setAsking({
                ...set,
                command: { ...set.command, rules },
                adds: set.adds.filter((field) => field !== 'rules'),
              });
            }}
          />
        )}
      </section>
      <Topics view={view} offered={offered} />
      <Tasks view={view} offered={offered} />
      <section aria-labelledby="taken">
        <h2 id="taken">{t('routing.taken')}</h2>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('board.clause')}</th>
              <th scope="col">{t('routing.topics')}</th>
              <th scope="col">{t('routing.route')}</th>
            </tr>
          </thead>
          <tbody>
            {view.clauses.map((one) => (
              <tr key={one.clause}>
                <th scope="row">{fullName(agreement, one)}</th>
                <td>{topicsOf(view, one.clause, agreement.elements).join(', ') || '–'}</td>
                <td>
                  {one.routing.route?.name ?? t('routing.noRoute')}
                  <span className="hint">{one.routing.because}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {asking && (
        <ActDialog
          act={asking}
          view={null}
          offered={offered}
          onClose={() => setAsking(null)}
          onDone={() => setRules(null)}
        />
      )}
    </>
  );
}

function ruleSentence({ topics, within, route }: RoutingRuleView): string {
  const places = formatList(within.map(({ name }) => name));
  const values = { topics: formatList(topics), places, route: route.name };
  if (topics.length > 0) return t(within.length > 0 ? 'routing.ruleBoth' : 'routing.ruleTopics', values);
  return t(within.length > 0 ? 'routing.rulePlaces' : 'routing.ruleAll', values);
}

function rulesOf(view: CoursesView): readonly Rule[] {
  return view.routingRules.map(({ topics, within, route }) => ({
    topics,
    within: within.map(({ element }) => element),
    route: route.id,
  }));
}

/** What a clause is about, itself or by a division around it. */
function topicsOf(
  view: CoursesView,
  clause: string,
  elements: ReadonlyMap<string, { readonly parent: string | null }>,
): readonly string[] {
  const found = new Set<string>();
  for (let at: string | null = clause; at !== null; at = elements.get(at)?.parent ?? null) {
    for (const topic of view.topics.find(({ element }) => element === at)?.topics ?? []) found.add(topic);
  }
  return [...found];
}

function RuleEditor({
  view,
  rules,
  onChange,
  onCancel,
  onSave,
}: {
  readonly view: CoursesView;
  readonly rules: readonly Rule[];
  readonly onChange: (rules: readonly Rule[]) => void;
  readonly onCancel: () => void;
  readonly onSave: () => void;
}) {
  const agreement = useAgreement();
  const topics = [...new Set(view.topics.flatMap((one) => one.topics))];
  const routes = view.routes.filter(({ retired }) => !retired).map(({ route }) => route);
  const divisions = agreement.view.elements.filter(({ kind }) => kind !== 'clause');
  const put = (at: number, change: Partial<Rule>) =>
    onChange(rules.map((rule, index) => (index === at ? { ...rule, ...change } : rule)));
  const swap = (a: number, b: number) => {
    const [first, second] = [rules[a], rules[b]];
    if (first && second) onChange(rules.with(a, second).with(b, first));
  };
  return (
    <>
      <ol className="rule-list">
        {rules.map((rule, at) => (
          <li key={at} className="card">
            <div className="section-head">
              <h3>{t('routing.rule', { number: at + 1 })}</h3>
              <div className="actions">
                <Button
                  className="icon-button"
                  aria-label={t('routing.up', { number: at + 1 })}
                  isDisabled={at === 0}
                  onPress={() => swap(at, at - 1)}
                >
                  <ArrowUp aria-hidden="true" />
                </Button>
                <Button
                  className="icon-button"
                  aria-label={t('routing.down', { number: at + 1 })}
                  isDisabled={at === rules.length - 1}
                  onPress={() => swap(at, at + 1)}
                >
                  <ArrowDown aria-hidden="true" />
                </Button>
                <Button
                  className="icon-button"
                  aria-label={t('routing.remove', { number: at + 1 })}
                  onPress={() => onChange(rules.filter((_, index) => index !== at))}
                >
                  <X aria-hidden="true" />
                </Button>
              </div>
            </div>
            {topics.length > 0 && (
              <Checks
                label={t('routing.about')}
                description={t('routing.aboutHint')}
                values={rule.topics}
                onChange={(chosen) => put(at, { topics: chosen })}
                options={topics.map((topic) => ({ value: topic, label: topic }))}
              />
            )}
            <Checks
              label={t('routing.within')}
              description={t('routing.withinHint')}
              values={rule.within}
              onChange={(chosen) => put(at, { within: chosen })}
              options={divisions.map((one) => ({ value: one.id, label: nameOf(one, agreement.labels) }))}
            />
            <Choice
              label={t('routing.takes')}
              value={rule.route}
              onChange={(route) => put(at, { route })}
              options={routes.map((route) => ({ value: route.id, label: route.name }))}
            />
          </li>
        ))}
      </ol>
      <div className="actions">
        <Button
          className="button"
          onPress={() => onChange([...rules, { topics: [], within: [], route: routes[0]?.id ?? '' }])}
        >
          <Plus aria-hidden="true" />
          {t('routing.add')}
        </Button>
        <Button className="button button-primary" onPress={onSave}>
          {t('routing.save')}
        </Button>
        <Button className="button" onPress={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </>
  );
}

/** What an element, and everything in it, is about. */
function Topics({ view, offered }: ConsoleProps) {
  const agreement = useAgreement();
  const act = view.acts.find(({ type }) => type === 'set-topics');
  const [element, setElement] = useState(agreement.view.elements[0]?.id ?? '');
  const [words, setWords] = useState<string | null>(null);
  const [asking, setAsking] = useState<ActView | null>(null);
  if (!act) return null;
  const known = view.topics.find((one) => one.element === element)?.topics.join(', ') ?? '';
  const topics = (words ?? known)
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
  return (
    <section aria-labelledby="topics">
      <h2 id="topics">{t('routing.topicsTitle')}</h2>
      <div className="inline-fields">
        <Choice
          label={t('routing.element')}
          value={element}
          onChange={(id) => {
            setElement(id);
            setWords(null);
          }}
          options={agreement.view.elements.map((one) => ({
            value: one.id,
            label: nameOf(one, agreement.labels),
          }))}
        />
        <Field
          label={t('routing.topicsOf')}
          value={words ?? known}
          onChange={setWords}
          description={t('routing.topicsHint')}
        />
        <Button
          className="button"
          onPress={() =>
            setAsking({
              ...act,
              command: { ...act.command, element, topics: [...new Set(topics)] },
              adds: [],
            })
          }
        >
          {t('routing.setTopics')}
        </Button>
      </div>
      {asking && (
        <ActDialog
          act={asking}
          view={null}
          offered={offered}
          onClose={() => setAsking(null)}
          onDone={() => setWords(null)}
        />
      )}
    </section>
  );
}
