/**
 * Loops in a graph: groups of nodes each of which is reached from each other one, and the shortest way round. The
 * linter and the dependency graph use it on what waits for what.
 */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * Groups of nodes that wait for each other, a node that waits for itself among them; in the order in which the graph
 * lists their first node. Edges to what is no node of the graph lead nowhere.
 */
export function loopedGroups(graph: Graph): string[][] {
  const groups = stronglyConnected(graph).filter(
    (group) => group.length > 1 || graph.get(group[0]!)!.includes(group[0]!),
  );
  if (groups.length === 0) return [];
  const place = new Map([...graph.keys()].map((node, index) => [node, index]));
  const byPlace = (a: string, b: string) => place.get(a)! - place.get(b)!;
  return groups.map((group) => group.toSorted(byPlace)).toSorted((a, b) => byPlace(a[0]!, b[0]!));
}

/** The shortest way from `start` back to it, `start` first and not again at the end; null where there is none. */
export function shortestLoop(graph: Graph, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const way = [node];
        while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
        return way;
      }
      if (cameFrom.has(next) || !graph.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return null;
}

/** Tarjan's algorithm, with a stack of its own: a chain of conditions may be longer than the stack of calls. */
function stronglyConnected(graph: Graph): string[][] {
  const groups: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  for (const root of graph.keys()) {
    if (index.has(root)) continue;
    const visits = [{ node: root, edge: 0 }];
    while (visits.length > 0) {
      const visit = visits.at(-1)!;
      const { node } = visit;
      if (visit.edge === 0) {
        index.set(node, index.size);
        low.set(node, index.get(node)!);
        open.push(node);
        isOpen.add(node);
      }
      const edges = graph.get(node)!;
      const next = edges[visit.edge];
      visit.edge += 1;
      if (next !== undefined) {
        if (!graph.has(next)) continue;
        if (!index.has(next)) visits.push({ node: next, edge: 0 });
        else if (isOpen.has(next)) low.set(node, Math.min(low.get(node)!, index.get(next)!));
        continue;
      }
      visits.pop();
      const parent = visits.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const group = open.splice(open.lastIndexOf(node));
      group.forEach((one) => isOpen.delete(one));
      groups.push(group);
    }
  }
  return groups;
}
