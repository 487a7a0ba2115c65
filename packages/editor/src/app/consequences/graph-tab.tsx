/** What waits for what: the dependency graph with the critical path, as a picture and as a table. */
import { useEffect, useState } from 'react';
import { criticalPath, lastRelief, loopWords, momentWords, type NodeId } from '@travaux/workflow/compliance';
import { t } from '../messages/messages.ts';
import { Skeleton } from '../ui/states.tsx';
import type { TabProps } from './consequences-screen.tsx';
import type { PlacedGraph } from './graph-layout.ts';

export function GraphTab({ of, name }: TabProps) {
  const { graph, schedule } = of;
  const relief = graph.nodes.filter(({ kind }) => kind === 'tranche');
  const [chosen, setChosen] = useState<string | null>(null);
  const target = (relief.find(({ key }) => key === chosen)?.key ?? lastRelief(schedule)) as NodeId | null;
  const path = target ? criticalPath(schedule, target) : [];
  const idOf = (key: string) => key.slice(key.indexOf(' ') + 1);
  return (
    <>
      {schedule.loops.map((loop) => (
        <p key={loop.join()} className="finding finding-error" role="note">
          {t('consequences.loop', { loop: loopWords(loop, name) })}
        </p>
      ))}
      {relief.length > 0 && (
        <label className="consequences-choice">
          {t('consequences.pathTo')}
          <select value={target ?? ''} onChange={(event) => setChosen(event.target.value)}>
            {relief.map(({ key, id, name: title }) => (
              <option key={key} value={key}>
                {`${id} ${title}`}
              </option>
            ))}
          </select>
        </label>
      )}
      {path.length > 0 && (
        <p>{t('consequences.path', { path: path.map((key) => name(idOf(key))).join(' → ') })}</p>
      )}
      <GraphPicture of={of} name={name} path={path} />
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t('consequences.graph')}>
        <table className="consequences-table">
          <thead>
            <tr>
              <th scope="col">{t('consequences.what')}</th>
              <th scope="col">{t('consequences.comes')}</th>
              <th scope="col">{t('consequences.waitsFor')}</th>
            </tr>
          </thead>
          <tbody>
            {graph.nodes.map((node) => (
              <tr key={node.key}>
                <td>
                  {node.kind === 'day' ? '' : `${node.id} `}
                  {node.name}
                </td>
                <td>{node.comes ? momentWords(node.comes, name) : ''}</td>
                <td>
                  {graph.edges
                    .filter(({ to }) => to === node.key)
                    .map(({ from, kind }) => `${name(idOf(from))} (${t(`consequences.edge.${kind}`)})`)
                    .join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function GraphPicture({ of: { graph }, name, path }: TabProps & { readonly path: readonly string[] }) {
  const [placed, setPlaced] = useState<PlacedGraph | null>(null);
  useEffect(() => {
    let gone = false;
    void import('./graph-layout.ts').then(({ placeGraph }) => {
      if (!gone) setPlaced(placeGraph(graph));
    });
    return () => {
      gone = true;
    };
  }, [graph]);
  if (!placed) return <Skeleton rows={4} />;
  const critical = new Set(path);
  const { width, height } = placed;
  return (
    <div className="picture" tabIndex={0} role="group" aria-label={t('consequences.graphPicture')}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxInlineSize: width, minInlineSize: Math.min(width, width * 0.75) }}
        role="img"
        aria-label={t('consequences.graphPicture')}
      >
        <defs>
          <marker
            id="graph-head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="6"
            markerHeight="6"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 Z" className="arrow-head" />
          </marker>
        </defs>
        {placed.edges.map(({ edge, path: line }, at) => (
          <path
            key={at}
            d={line}
            markerEnd="url(#graph-head)"
            className={`edge edge-${edge.kind}${critical.has(edge.from) && critical.has(edge.to) ? ' is-critical' : ''}`}
          />
        ))}
        {placed.nodes.map(({ node, x, y }) => {
          const title = node.kind === 'day' ? name(node.id) : `${node.id} ${node.name}`;
          return (
            <g
              key={node.key}
              transform={`translate(${x} ${y})`}
              className={`node node-${node.kind}${critical.has(node.key) ? ' is-critical' : ''}${node.looped ? ' is-looped' : ''}`}
            >
              <rect width={132} height={34} rx={node.kind === 'day' ? 17 : 6} />
              <text x={66} y={14}>
                {title.length > 20 ? `${title.slice(0, 19)}…` : title}
              </text>
              <text x={66} y={27} className="quiet">
                {node.comes?.latest ?? ''}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
