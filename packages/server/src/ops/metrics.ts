/** Metrics in the format of Prometheus, in a registry of our own: a host's default registry stays the host's. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { RoomCounter, RoomGauge, RoomMetrics, RoomTiming } from '../rooms/index.ts';

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

/** Figures of the rooms, each made when it is first told of. */
function roomMetrics(registers: Registry[]): RoomMetrics {
  const counters = new Map<RoomCounter, Counter<'label'>>();
  const timings = new Map<RoomTiming, Histogram>();
  const gauges = new Map<RoomGauge, Gauge>();
  const made = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
    const value = map.get(key) ?? make();
    map.set(key, value);
    return value;
  };
  return {
    count(counter, by, label) {
      made(
        counters,
        counter,
        () =>
          new Counter({
            name: `travaux_rooms_${counter}_total`,
            help: `Rooms: ${counter.replaceAll('_', ' ')}`,
            labelNames: ['label'],
            registers,
          }),
      ).inc({ label: label ?? '' }, by);
    },
    time(stage, seconds) {
      made(
        timings,
        stage,
        () =>
          new Histogram({
            name: `travaux_rooms_${stage}_seconds`,
            help: `Rooms: seconds of the stage "${stage}"`,
            buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
            registers,
          }),
      ).observe(seconds);
    },
    gauge(gauge, value) {
      made(
        gauges,
        gauge,
        () => new Gauge({ name: `travaux_rooms_${gauge}_open`, help: `Rooms: ${gauge} open now`, registers }),
      ).set(value);
    },
  };
}
