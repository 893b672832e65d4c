import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { activityNamed, ACTIVITIES } from './activity.js';
import { ALARMS, isAlarmName } from './active-alarms.js';
import type { SimulatedDevice } from './simulated-device.js';
import type { NetworkConnection } from './network-connection.js';
import type { DeviceOpcUaServer } from './device-opcua-server.js';
import { programNamed, PROGRAMS } from './program.js';
import { isSensorName } from './sensors.js';
import type { SiteClockPoller } from '@autolog/opcua/site-clock-poller';

const BODY_BYTES_MAX = 10_000;
const SECONDS_MAX = 86_400;
const MINUTES_MAX = 30 * 24 * 60;
const SEED_MAX = 0xffffffff;
const DISTRESS_POINTS_MAX = 90;
/** How wrong the device's clock is while the alarm clock_drift is active. */
const CLOCK_DRIFT_MS = 90_000;

type ControlBody = Readonly<Record<string, unknown>>;
type ControlTarget = Readonly<{
  device: SimulatedDevice;
  opcUaServer: DeviceOpcUaServer;
  network: NetworkConnection;
  site: SiteClockPoller;
}>;
type ControlAction = (body: ControlBody, parts: ControlTarget) => string | undefined;

/** What an operator, a technician or a fault does to the device. A returned sentence says why it is refused. */
const ACTIONS: Readonly<Record<string, ControlAction>> = {
  '/activity': (body, { device }) => {
    const activity = activityNamed(textOf(body.name));
    if (!activity) return `name must be one of: ${ACTIVITIES.map((one) => one.name).join(', ')}.`;
    if (body.minutes !== undefined && !isFigure(body.minutes, 0.01, MINUTES_MAX)) return 'minutes must be a number.';
    device.processor.startActivity(activity, body.minutes);
    return undefined;
  },
  '/program': (body, { device }) => {
    const program = programNamed(textOf(body.name));
    if (!program) return `name must be one of: ${PROGRAMS.map((one) => one.name).join(', ')}.`;
    device.processor.startProgram(program);
    return undefined;
  },
  '/acknowledge': (_body, { device }) => {
    if (device.processor.prompt === '') return 'The device asks for nothing.';
    device.processor.acknowledge();
    return undefined;
  },
  '/supervisory': (body, { device }) => {
    if (typeof body.jobId !== 'string' || typeof body.taskId !== 'string') return 'jobId and taskId must be text.';
    device.processor.setSupervisory(body.jobId, body.taskId);
    return undefined;
  },
  '/donor': (body, { device }) => {
    if (!isFigure(body.seed, 0, SEED_MAX) || !Number.isInteger(body.seed)) return 'seed must be a whole number.';
    if (device.processor.hasPatientCells) return 'Cells of a patient are in the device.';
    device.processor.receiveDonor(body.seed);
    return undefined;
  },
  '/distress': (body, { device }) => {
    if (!isFigure(body.viability, 0, DISTRESS_POINTS_MAX)) {
      return `viability must be a number of percentage points, at most ${DISTRESS_POINTS_MAX}.`;
    }
    return device.processor.applyDistress(body.viability)
      ? undefined
      : 'There are no cells in culture, and no product.';
  },
  '/alarm': (body, { device, opcUaServer }) => {
    const name = textOf(body.name);
    if (!isAlarmName(name)) return `name must be one of: ${Object.keys(ALARMS).join(', ')}.`;
    if (typeof body.active !== 'boolean') return 'active must be true or false.';
    if (name === 'clock_drift') opcUaServer.clockSkewMs = body.active ? CLOCK_DRIFT_MS : 0;
    device.processor.setAlarm(name, body.active);
    return undefined;
  },
  '/drift': (body, { device }) => {
    const signal = textOf(body.signal);
    if (!isSensorName(signal)) return 'signal must be a number the device measures, such as tempActual.';
    if (isFigure(body.offset, -1e6, 1e6)) {
      device.processor.drift(signal, { offset: body.offset });
    } else if (isFigure(body.to, -1e6, 1e6) && isFigure(body.overSeconds, 0, SECONDS_MAX)) {
      device.processor.drift(signal, { to: body.to, overSeconds: body.overSeconds });
    } else {
      return 'Give offset, or to and overSeconds, as numbers.';
    }
    return undefined;
  },
  '/network': (body, { network }) => {
    if (typeof body.cut !== 'boolean') return 'cut must be true or false.';
    if (body.seconds !== undefined && !isFigure(body.seconds, 0.1, SECONDS_MAX)) return 'seconds must be a number.';
    if (body.keepSessions !== undefined && typeof body.keepSessions !== 'boolean') {
      return 'keepSessions must be true or false.';
    }
    network.set(body.cut, body.seconds, body.keepSessions === true);
    return undefined;
  },
  '/history': (body, { opcUaServer }) => {
    if (typeof body.available !== 'boolean') return 'available must be true or false.';
    opcUaServer.historyAvailable = body.available;
    return undefined;
  },
  '/clock': (body, { opcUaServer }) => {
    if (!isFigure(body.skewSeconds, -SECONDS_MAX, SECONDS_MAX)) return 'skewSeconds must be a number.';
    opcUaServer.clockSkewMs = Math.round(body.skewSeconds * 1_000);
    return undefined;
  },
};

/** The control port: HTTP on 127.0.0.1 only, for tests and demonstrations. A real device has no such port. */
export async function openControlPort(port: number, parts: ControlTarget): Promise<Server> {
  const server = createServer((request, response) => {
    handleRequest(request, response, parts).catch(() => {
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function handleRequest(request: IncomingMessage, response: ServerResponse, parts: ControlTarget): Promise<void> {
  const path = request.url ?? '/';
  // A request takes effect at the present site time, not at that of the last poll.
  await parts.device.advanceToNow();
  if (request.method === 'GET' && path === '/state') {
    send(response, 200, stateOf(parts));
    return;
  }
  if (request.method === 'GET' && path === '/cells') {
    send(response, 200, parts.device.processor.assayResults());
    return;
  }
  const action = request.method === 'POST' ? ACTIONS[path] : undefined;
  if (!action) {
    send(response, 404, { detail: `There is GET /state, GET /cells, and POST ${Object.keys(ACTIONS).join(', ')}.` });
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    send(response, 400, { detail: 'The body must be a JSON object.' });
    return;
  }
  const refusal = action(body, parts);
  // Saved before the answer: if the device is killed now, it must still know of this action.
  parts.device.saveMemory();
  send(response, refusal === undefined ? 200 : 400, refusal === undefined ? stateOf(parts) : { detail: refusal });
}

const stateOf = ({ device, opcUaServer, network, site }: ControlTarget) => ({
  siteTime: new Date(device.processor.nowMs).toISOString(),
  behindMs: device.lagMs,
  activityEndsAt:
    device.processor.endsAtMs === undefined ? undefined : new Date(device.processor.endsAtMs).toISOString(),
  rate: site.rate,
  donorSeed: device.processor.donorSeed,
  networkCut: network.isCut,
  historyAvailable: opcUaServer.historyAvailable,
  skewSeconds: opcUaServer.clockSkewMs / 1_000,
  signals: device.processor.state(),
});

async function readBody(request: IncomingMessage): Promise<ControlBody | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    pieces.push(piece);
  }
  if (bytes === 0) return {};
  try {
    const body: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as ControlBody) : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isFigure = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max;
