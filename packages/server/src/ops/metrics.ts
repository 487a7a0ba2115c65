/** Metrics in the format of Prometheus, in a registry of our own: a host's default registry stays the host's. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import {
  roomCounters,
  roomGauges,
  roomSizes,
  roomTimings,
  type Figure,
  type RoomMetrics,
} from '../rooms/index.ts';

export interface Metrics {
  readonly rooms: RoomMetrics;
  readonly registry: Registry;
  requested(route: string, method: string, status: number, seconds: number): void;
  socketOpened(kind: 'multiplexed' | 'stock'): void;
  socketClosed(kind: 'multiplexed' | 'stock'): void;
  committed(): void;
  imported(outcome: 'done' | 'failed'): void;
  refused(code: string): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'travaux_' });
  const requests = new Histogram({
    name: 'travaux_http_request_duration_seconds',
    help: 'HTTP requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const sockets = new Gauge({
    name: 'travaux_sockets_open',
    help: 'Sockets that are open now',
    labelNames: ['kind'],
    registers,
  });
  const commits = new Counter({
    name: 'travaux_commits_total',
    help: 'Commands that became events',
    registers,
  });
  const imports = new Counter({
    name: 'travaux_imports_total',
    help: 'Imports by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'travaux_http_refusals_total',
    help: 'Requests answered with a problem, by its code',
    labelNames: ['code'],
    registers,
  });
  return {
    registry,
    rooms: roomMetrics(registers),
    requested: (route, method, status, seconds) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    socketOpened: (kind) => sockets.inc({ kind }),
    socketClosed: (kind) => sockets.dec({ kind }),
    committed: () => commits.inc(),
    imported: (outcome) => imports.inc({ outcome }),
    refused: (code) => refusals.inc({ code }),
  };
}

/** Bounds in seconds: from a scan to a disk that is in trouble. */
const secondBounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const amountBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** Figures of the rooms; all of them from the start, so that what never happened reads as 0. */
function roomMetrics(registers: Registry[]): RoomMetrics {
  const counters = figures(
    roomCounters,
    (name, { help, label }) =>
      new Counter({ name: `travaux_rooms_${name}_total`, help, labelNames: label ? [label] : [], registers }),
  );
  const timings = figures(
    roomTimings,
    (name, { help }) =>
      new Histogram({ name: `travaux_rooms_${name}_seconds`, help, buckets: secondBounds, registers }),
  );
  const sizes = figures(
    roomSizes,
    (name, { help }) =>
      new Histogram({ name: `travaux_rooms_${name}`, help, buckets: amountBounds, registers }),
  );
  const gauges = figures(
    roomGauges,
    (name, { help }) => new Gauge({ name: `travaux_rooms_${name}_open`, help, registers }),
  );
  return {
    count(counter, by, label) {
      const figure: Figure = roomCounters[counter];
      if (figure.label === undefined) counters[counter].inc(by);
      else counters[counter].inc({ [figure.label]: label ?? '' }, by);
    },
    time: (stage, seconds) => timings[stage].observe(seconds),
    size: (size, amount) => sizes[size].observe(amount),
    gauge: (gauge, value) => gauges[gauge].set(value),
  };
}

function figures<Name extends string, T>(
  table: Readonly<Record<Name, Figure>>,
  make: (name: Name, figure: Figure) => T,
): Readonly<Record<Name, T>> {
  const entries = Object.entries<Figure>(table).map(([name, figure]) => [name, make(name as Name, figure)]);
  return Object.fromEntries(entries) as Record<Name, T>;
}
