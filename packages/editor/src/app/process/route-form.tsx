/**
 * Draws up a route, from one of those that ship or from one that is there. What is wrong with it is told at the stage
 * that it is about, by the same check that the server refuses it by; the picture follows as one writes.
 */
import { Plus, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import {
  drawRoute,
  maxStages,
  multilateralSilence,
  plainBilateral,
  routeFindings,
  routeSchema,
  sanctionsRelief,
  textOfDrawing,
  type Calendar,
  type Route,
  type RouteFinding,
  type Stage,
} from '@travaux/workflow/route';
import type { ActView, CoursesView } from '../../frames/index.ts';
import { useAgreement, type Agreement } from '../agreement.tsx';
import { t } from '../messages/messages.ts';
import { Choice, Field } from '../ui/field.tsx';
import { ActDialog } from '../course/act-dialog.tsx';
import { RoutePicture } from '../course/route-picture.tsx';
import type { Offered } from '../course/use-act.ts';
import { CalendarFields } from './calendar-fields.tsx';
import { StageForm } from './stage-form.tsx';

type TakingPart = Parameters<typeof routeFindings>[1];

export function RouteForm({
  act,
  board,
  offered,
  from,
  onClose,
}: {
  readonly act: ActView;
  readonly board: CoursesView;
  readonly offered: Offered;
  /** The route to begin with; null: one that ships. */
  readonly from: Route | null;
  readonly onClose: () => void;
}) {
  const agreement = useAgreement();
  const there = useMemo(() => takingPart(agreement, board), [agreement, board]);
  const shipped = useMemo(() => shippedRoutes(agreement, there), [agreement, there]);
  const taken = new Set(board.routes.map(({ route }) => route.id));
  const [begin, setBegin] = useState(shipped[0]!.id);
  const [route, setRoute] = useState<Route>(() => anew(from ?? shipped[0]!, taken));
  const [asking, setAsking] = useState<ActView | null>(null);
  const findings = routeFindings(route, there);
  const shape = routeSchema.safeParse(route);
  const errors = findings.filter(({ severity }) => severity === 'error').length + (shape.success ? 0 : 1);
  const drawing = useMemo(() => drawRoute(route, there), [route, there]);

  const put = (at: number, stage: Stage) =>
    setRoute((was) => ({ ...was, stages: was.stages.with(at, stage) }));
  const move = (at: number, step: 1 | -1) =>
    setRoute((was) => {
      const [one, other] = [was.stages[at], was.stages[at + step]];
      return one && other ? { ...was, stages: was.stages.with(at, other).with(at + step, one) } : was;
    });

  return (
    <section aria-labelledby="draw-up">
      <h2 id="draw-up">{t('routes.drawUp')}</h2>
      {from === null && (
        <Choice
          label={t('routeForm.from')}
          value={begin}
          onChange={(id) => {
            const chosen = shipped.find((one) => one.id === id);
            if (!chosen) return;
            setBegin(id);
            setRoute(anew(chosen, taken));
          }}
          options={shipped.map((one) => ({ value: one.id, label: one.name }))}
          description={t('routeForm.fromHint')}
        />
      )}
      <Field
        label={t('routeForm.name')}
        value={route.name}
        onChange={(name) => setRoute({ ...route, name })}
        required
        maxLength={200}
      />
      <CalendarFields calendar={route.calendar} onChange={(calendar) => setRoute({ ...route, calendar })} />
      <Findings findings={findings.filter(({ stage }) => stage === null)} />
      <ol className="stage-forms">
        {route.stages.map((stage, at) => (
          <li key={at} className="card">
            <StageForm
              stage={stage}
              at={at}
              route={route}
              there={there}
              onChange={(next) => put(at, next)}
              onMove={(step) => move(at, step)}
              onRemove={() => setRoute({ ...route, stages: route.stages.filter((_, index) => index !== at) })}
            />
            <Findings findings={findings.filter((finding) => finding.stage === stage.id)} />
          </li>
        ))}
      </ol>
      <Button
        className="button"
        isDisabled={route.stages.length >= maxStages}
        onPress={() => setRoute({ ...route, stages: [...route.stages, newStage(route)] })}
      >
        <Plus aria-hidden="true" />
        {t('routeForm.addStage')}
      </Button>
      <section aria-label={t('routes.picture', { route: route.name })}>
        <RoutePicture drawing={drawing} title={route.name} />
        <details>
          <summary>{t('routes.inWords')}</summary>
          <ol className="route-words">
            {textOfDrawing(drawing)
              .slice(1)
              .map((sentence, at) => (
                <li key={at}>{sentence}</li>
              ))}
          </ol>
        </details>
      </section>
      {!shape.success && (
        <div role="alert">
          <ul className="findings">
            {shape.error.issues.slice(0, 5).map((issue) => (
              <li key={issue.path.join('.')} className="finding">
                <TriangleAlert aria-hidden="true" />
                {t('routeForm.field', { field: issue.path.join(' · '), problem: issue.message })}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="actions">
        <Button
          className="button button-primary"
          isDisabled={errors > 0}
          onPress={() =>
            setAsking({
              ...act,
              command: { ...act.command, route },
              adds: act.adds.filter((field) => field !== 'route'),
            })
          }
        >
          {t('routes.drawUp')}
        </Button>
        <Button className="button" onPress={onClose}>
          {t('action.cancel')}
        </Button>
        {errors > 0 && <span className="hint-inline">{t('routeForm.faults', { count: errors })}</span>}
      </div>
      {asking && (
        <ActDialog
          act={asking}
          view={null}
          offered={offered}
          onClose={() => setAsking(null)}
          onDone={onClose}
        />
      )}
    </section>
  );
}

function Findings({ findings }: { readonly findings: readonly RouteFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <div role="status">
      <ul className="findings">
        {findings.map(({ code, severity, sentence }, at) => (
          <li key={`${code} ${at}`} className={`finding finding-${severity}`}>
            <TriangleAlert aria-hidden="true" />
            <strong>{t(`finding.${severity}`)}</strong> {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}

function takingPart({ view }: Agreement, board: CoursesView): TakingPart {
  const byId = <T extends { readonly id: string }>(list: readonly T[]) =>
    new Map(list.map((one) => [one.id, one]));
  return {
    parties: byId(view.parties),
    bodies: byId(view.bodies),
    organisations: byId(view.organisations),
    // The checks ask whether somebody holds the role, not who.
    roles: new Map(
      board.roles.map(({ role, name, holders }) => [
        role,
        { role, name, persons: Array.from({ length: holders }, (_, at) => `${role} ${at}`) },
      ]),
    ),
  };
}

function calendarOf({ view }: Agreement): Calendar {
  return {
    id: 'calendar',
    name: t('routeForm.calendarOf', { agreement: view.facts.shortTitle }),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    counting: 'calendar-days',
    weekend: [6, 7],
    holidays: [],
    roll: 'next-working-day',
    closeOfBusiness: '18:00',
    minimumSilence: null,
  };
}

function shippedRoutes(agreement: Agreement, there: TakingPart): readonly Route[] {
  const calendar = calendarOf(agreement);
  const bodies = agreement.view.bodies.map(({ id }) => id);
  const [deciding, ...regional] = bodies;
  return [
    plainBilateral(there, calendar),
    multilateralSilence(there, calendar),
    ...(deciding !== undefined && regional.length > 0
      ? [sanctionsRelief(there, calendar, { deciding, regional })]
      : []),
  ];
}

/** A route of its own, begun with another one. */
function anew(route: Route, taken: ReadonlySet<string>): Route {
  let n = 1;
  const id = () => (n === 1 ? route.id : `${route.id}-${n}`);
  while (taken.has(id())) n += 1;
  return { ...route, id: id(), name: n === 1 ? route.name : `${route.name} (${n})` };
}

function newStage({ stages }: Route): Stage {
  let n = stages.length + 1;
  while (stages.some(({ id }) => id === `stage-${n}`)) n += 1;
  return {
    kind: 'review',
    id: `stage-${n}`,
    name: t('routeForm.newStage'),
    within: null,
    onReturn: 'negotiation',
    grants: null,
    informed: [],
    consulted: [],
    reviewers: [{ kind: 'secretariat' }],
    required: 1,
    order: 'parallel',
    onDeadline: 'returns',
    overriddenBy: null,
  };
}
