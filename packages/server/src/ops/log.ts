/**
 * The log: one JSON line for each event, for machines. A request is logged by the pattern of its route, never by
 * its address or body: neither tokens nor names nor text of an agreement nor what somebody searched for is in it.
 */
import { pino, type Logger } from 'pino';
import type { LogLevel } from '../settings/settings.ts';

export function createLog(level: LogLevel): Logger {
  return pino({
    level,
    base: { service: 'travaux' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // A second fence, should somebody log a request whole.
    redact: { paths: ['req', 'res', 'request', 'response', 'headers', 'body', '*.token'], remove: true },
  });
}
