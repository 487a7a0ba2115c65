/** The routes: each as a picture and as the same in sentences; drawing one up, and retiring one. */
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Route } from '@travaux/workflow/route';
import type { ActView, RouteView } from '../../frames/index.ts';
import { t } from '../messages/messages.ts';
import { Empty, Skeleton } from '../ui/states.tsx';
import { ActDialog } from '../course/act-dialog.tsx';
import { RoutePicture } from '../course/route-picture.tsx';
import type { ConsoleProps } from './console.tsx';

const RouteForm = lazy(async () => ({ default: (await import('./route-form.tsx')).RouteForm }));

export function Routes({ view, offered }: ConsoleProps) {
  const [drawing, setDrawing] = useState<Route | 'new' | null>(null);
  const [retiring, setRetiring] = useState<ActView | null>(null);
  const drawUp = view.acts.find((act) => act.type === 'draw-up-route');
  const retire = view.acts.filter((act) => act.type === 'retire-route');
  const retireOf = (route: string): ActView | undefined => {
    const named = retire.find((act) => act.command.route === route);
    if (named) return named;
    const open = retire.find((act) => act.adds.includes('route'));
    return (
      open && {
        ...open,
        command: { ...open.command, route },
        adds: open.adds.filter((field) => field !== 'route'),
      }
    );
  };
  if (drawing !== null && drawUp) {
    return (
      <Suspense fallback={<Skeleton rows={8} />}>
        <RouteForm
          act={drawUp}
          board={view}
          offered={offered}
          from={drawing === 'new' ? null : drawing}
          onClose={() => setDrawing(null)}
        />
      </Suspense>
    );
  }
  return (
    <>
      <div className="section-head">
        <p className="hint">{t('routes.mean')}</p>
        {drawUp && (
          <Button className="button button-primary" onPress={() => setDrawing('new')}>
            <Plus aria-hidden="true" />
            {t('routes.drawUp')}
          </Button>
        )}
      </div>
      {view.routes.length === 0 && <Empty title={t('routes.none')} />}
      {view.routes.map((route) => (
        <RouteCard
          key={route.route.id}
          view={route}
          onAgain={drawUp && !route.retired ? () => setDrawing(route.route) : null}
          onRetire={
            !route.retired && retireOf(route.route.id)
              ? () => setRetiring(retireOf(route.route.id) ?? null)
              : null
          }
        />
      ))}
      {retiring && (
        <ActDialog act={retiring} view={null} offered={offered} onClose={() => setRetiring(null)} />
      )}
    </>
  );
}

function RouteCard({
  view,
  onAgain,
  onRetire,
}: {
  readonly view: RouteView;
  readonly onAgain: (() => void) | null;
  readonly onRetire: (() => void) | null;
}) {
  const { route } = view;
  return (
    <section className="card route-card" aria-labelledby={`route-${route.id}`}>
      <div className="section-head">
        <h2 id={`route-${route.id}`}>{route.name}</h2>
        <span className="hint-inline">
          {view.retired ? t('routes.retired') : t('routes.underWay', { count: view.underWay })}
        </span>
        <div className="actions">
          {onAgain && (
            <Button className="button" onPress={onAgain}>
              {t('routes.copy')}
            </Button>
          )}
          {onRetire && (
            <Button className="button" onPress={onRetire}>
              {t('routes.retire')}
            </Button>
          )}
        </div>
      </div>
      <RoutePicture drawing={view.drawing} title={route.name} />
      <details>
        <summary>{t('routes.inWords')}</summary>
        <ol className="route-words">
          {view.text.slice(1).map((sentence, at) => (
            <li key={at}>{sentence}</li>
          ))}
        </ol>
      </details>
    </section>
  );
}
