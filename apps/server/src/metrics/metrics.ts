import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

// What this process measures of itself. Labels are patterns and codes: never a batch, a person or a patient (S15).

export const registry = new Registry();
const registers = [registry];

collectDefaultMetrics({ register: registry, prefix: 'autolog_process_' });

/** A route's pattern, e.g. /api/batches/:batch/steps/:step/perform: how long a step command takes is read from it. */
const routeSeconds = new Histogram({
  name: 'autolog_http_request_seconds',
  help: 'Time from request to last byte of the answer, by route pattern',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
  registers,
});

/** Observed wherever a timer fires: real seconds after it was due. */
export const timerLateSeconds = new Histogram({
  name: 'autolog_timer_late_seconds',
  help: 'Real seconds between due time and firing of a timer',
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30, 300],
  registers,
});

export const readingsStored = new Counter({
  name: 'autolog_readings_stored_total',
  help: 'Device readings stored by this process',
  registers,
});

export const signInsFailed = new Counter({
  name: 'autolog_sign_ins_failed_total',
  help: 'Sign-ins this process refused, by refusal code',
  labelNames: ['code'],
  registers,
});

export const liveStreams = new Gauge({
  name: 'autolog_live_streams',
  help: 'Browsers that this process sends notices to',
  registers,
});

export const recordEvents = new Gauge({
  name: 'autolog_record_events',
  help: 'Events committed to the log',
  registers,
});
export const recordLeaves = new Gauge({
  name: 'autolog_record_leaves',
  help: 'Events that have their place in the Merkle tree',
  registers,
});
export const unplacedAgeSeconds = new Gauge({
  name: 'autolog_record_unplaced_age_seconds',
  help: 'Age of the oldest event that has no place yet; 0 when all have one',
  registers,
});
export const checkpointAgeSeconds = new Gauge({
  name: 'autolog_record_checkpoint_age_seconds',
  help: 'Time since the newest checkpoint was signed; absent before the first',
  registers,
});

const NANOSECONDS = 1e9;

/** Express middleware: observes every request by the pattern of the route that answered it. */
export function observeRoute(request: Request, response: Response, next: NextFunction): void {
  const began = process.hrtime.bigint();
  response.once('finish', () => {
    const seconds = Number(process.hrtime.bigint() - began) / NANOSECONDS;
    const route = routeOf(request);
    routeSeconds.observe({ method: request.method, route, status: String(response.statusCode) }, seconds);
  });
  next();
}

/** Only our own routes by name: an address somebody made up must not become a label. */
function routeOf(request: Request): string {
  const pattern = (request.route as { path?: unknown } | undefined)?.path;
  return typeof pattern === 'string' && /^\/(api\/|live$|livez$|readyz$)/.test(pattern) ? pattern : 'other';
}
