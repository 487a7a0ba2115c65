/** Places for the boxes and arrows of a route, by dagre. Text is wrapped by its number of characters. */
import { graphlib, layout } from '@dagrejs/dagre';
import type { DrawnEdge, DrawnNode, Drawing } from '@travaux/workflow/route';

/** What is used of dagre's graph, whose own types stand in a package that does not come with it. */
interface LayoutGraph {
  setGraph(label: {
    readonly rankdir: 'LR' | 'TB';
    readonly nodesep: number;
    readonly ranksep: number;
    readonly marginx: number;
    readonly marginy: number;
  }): void;
  graph(): { readonly width?: number; readonly height?: number };
  setNode(id: string, size: { readonly width: number; readonly height: number }): void;
  node(id: string): {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  setEdge(from: string, to: string, label: { readonly weight: number }, name: string): void;
  edge(from: string, to: string, name: string): { readonly points: readonly Point[] };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const { Graph } = graphlib as unknown as {
  readonly Graph: new (options: { readonly multigraph: true }) => LayoutGraph;
};
const place = layout as unknown as (graph: LayoutGraph) => void;

/** An empty graph whose nodes are placed in layers, once they and their edges are set, by `place`. */
export function layered(rankdir: 'LR' | 'TB'): LayoutGraph & { place(): void } {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir, nodesep: 24, ranksep: 34, marginx: margin, marginy: margin });
  return Object.assign(graph, { place: () => place(graph) });
}

export interface LaidOut {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly {
    readonly id: string;
    readonly kind: DrawnNode['kind'];
    /** Of the upper left corner. */
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly rounded: boolean;
    readonly lines: readonly string[];
    /** How many of the lines are the name. */
    readonly bold: number;
  }[];
  readonly arrows: readonly {
    readonly kind: DrawnEdge['kind'];
    /** Of an SVG path. */
    readonly path: string;
  }[];
}

const lineCharacters = 24;
const linePixels = 16;
const mostLines = 4;
const boxWidth = 180;
const margin = 12;

export function layOut(drawing: Drawing, direction: 'LR' | 'TB'): LaidOut {
  const edges = edgesOf(drawing);
  const graph = layered(direction);
  const texts = new Map(
    drawing.nodes.map((node) => {
      const name = wrap(node.label, lineCharacters);
      return [node.id, { bold: name.length, lines: [...name, ...brief(node)] }];
    }),
  );
  for (const node of drawing.nodes) {
    const { lines } = texts.get(node.id) ?? { lines: [] };
    graph.setNode(node.id, { width: boxWidth, height: 16 + Math.max(1, lines.length) * linePixels });
  }
  edges.forEach((arrow, at) => {
    // What returns runs against the order, so that it does not turn it round.
    const [from, to] = arrow.kind === 'returns' ? [arrow.to, arrow.from] : [arrow.from, arrow.to];
    graph.setEdge(from, to, { weight: arrow.kind === 'returns' ? 1 : 10 }, String(at));
  });
  graph.place();
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    boxes: drawing.nodes.map((node) => {
      const at = graph.node(node.id);
      const text = texts.get(node.id) ?? { bold: 1, lines: [] };
      return {
        id: node.id,
        kind: node.kind,
        x: at.x - at.width / 2,
        y: at.y - at.height / 2,
        width: at.width,
        height: at.height,
        rounded: node.kind === 'negotiation' || node.kind === 'end',
        ...text,
      };
    }),
    arrows: edges.map((arrow, at) => {
      const [from, to] = arrow.kind === 'returns' ? [arrow.to, arrow.from] : [arrow.from, arrow.to];
      const { points } = graph.edge(from, to, String(at));
      return { kind: arrow.kind, path: pathOf(arrow.kind === 'returns' ? points.toReversed() : points) };
    }),
  };
}

/** What the deadline does is drawn where it leads elsewhere than the stage's other ends do; the sentences tell it all. */
function edgesOf({ edges }: Drawing): readonly DrawnEdge[] {
  return edges.filter(
    (edge) =>
      edge.kind !== 'late' ||
      (edge.from !== edge.to &&
        !edges.some((one) => one.kind !== 'late' && one.from === edge.from && one.to === edge.to)),
  );
}

/** The first sentence of a stage, as far as a box holds it. */
function brief({ stage, sentences }: DrawnNode): readonly string[] {
  if (stage === null) return [];
  const lines = wrap(sentences[0] ?? '', lineCharacters);
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1]} …`];
}

/** A smooth line through the points. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const last = rest.pop();
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, at) => {
    const next = rest[at + 1] ?? last ?? point;
    path += ` Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return last ? `${path} L${last.x} ${last.y}` : path;
}

function wrap(words: string, characters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= characters) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
