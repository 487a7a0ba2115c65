/** Places for the nodes and arrows of the dependency graph, by dagre. Loaded with the first picture. */
import type { DependencyGraph, GraphEdge, GraphNode } from '@travaux/workflow/compliance';
import { layered } from '../course/route-layout.ts';

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly node: GraphNode; readonly x: number; readonly y: number }[];
  readonly edges: readonly { readonly edge: GraphEdge; readonly path: string }[];
}

export const nodeWidth = 132;
export const nodeHeight = 34;

export function placeGraph({ nodes, edges }: DependencyGraph): PlacedGraph {
  const graph = layered('LR');
  for (const { key } of nodes) graph.setNode(key, { width: nodeWidth, height: nodeHeight });
  // What is restored closes circles on purpose, and would turn the order round.
  const drawn = edges.filter(({ kind }) => kind !== 'restores');
  drawn.forEach(({ from, to, kind }, at) =>
    graph.setEdge(from, to, { weight: kind === 'bars' || kind === 'reverses' ? 1 : 5 }, String(at)),
  );
  graph.place();
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const at = graph.node(node.key);
      return { node, x: at.x - nodeWidth / 2, y: at.y - nodeHeight / 2 };
    }),
    edges: drawn.map((edge, at) => {
      const [first, ...rest] = graph.edge(edge.from, edge.to, String(at)).points;
      const path = `M${first!.x} ${first!.y} ${rest.map(({ x, y }) => `L${x} ${y}`).join(' ')}`;
      return { edge, path };
    }),
  };
}
