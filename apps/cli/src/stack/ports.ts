import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, portState } from '@autolog/embedded-postgres/free-port';
import { PORT_DEFAULT } from '../installation/config.js';
import { CommandError, EXIT } from '../errors/command-error.js';

/** Both addresses of `localhost`: a program on either would answer instead of the server. */
const LOCALHOST = ['127.0.0.1', '::1'];

/** Throws CommandError when the server cannot listen on this port. */
export async function requireFreePort(port: number): Promise<void> {
  const states = await Promise.all(LOCALHOST.map((host) => portState(port, host)));
  if (states.includes('taken')) {
    throw new CommandError(
      EXIT.unavailable,
      `Port ${port} is in use by another program; stop that program, or choose another port with --port.`,
    );
  }
  if (states.includes('forbidden')) {
    throw new CommandError(
      EXIT.notAllowed,
      `Port ${port} is not for ordinary users; choose one above 1023 with --port.`,
    );
  }
}

export type Ports = Readonly<{
  internal: number;
  ofDevice: (number: number) => Readonly<{ opcua: number; control: number }>;
}>;

/** For a site on the default port only. A site on another port takes free ones: two sites never want the same port. */
const DEFAULT_PORTS = { internal: 9090, opcua: 4840, control: 9091 } as const;

/** Ports between the processes of one site, for a server on `port` and devices 1, 2, … */
export async function choosePorts(dataDir: string, port: number, devices: number): Promise<Ports> {
  const isDefault = port === PORT_DEFAULT;
  const numbers = Array.from({ length: devices }, (_, n) => n + 1);
  const ports = await reusePorts(dataDir, {
    internal: isDefault ? DEFAULT_PORTS.internal : undefined,
    ...Object.fromEntries(
      numbers.flatMap((n) => [
        [opcuaOf(n), isDefault ? DEFAULT_PORTS.opcua + n - 1 : undefined],
        [controlOf(n), isDefault ? DEFAULT_PORTS.control + n - 1 : undefined],
      ]),
    ),
  });
  const portOf = (name: string): number => {
    const found = ports[name];
    if (found === undefined) throw new Error(`no port was chosen for ${name}`);
    return found;
  };
  return {
    internal: portOf('internal'),
    ofDevice: (n) => ({ opcua: portOf(opcuaOf(n)), control: portOf(controlOf(n)) }),
  };
}

const opcuaOf = (n: number): string => `simulator-${n}`;
const controlOf = (n: number): string => `simulator-${n}-control`;

/** The port of the last start, or the default one, or any free port. */
export async function reusePorts(
  dataDir: string,
  defaults: Readonly<Record<string, number | undefined>>,
): Promise<Readonly<Record<string, number>>> {
  const file = join(dataDir, 'ports.json');
  const saved = existsSync(file) ? readSavedPorts(file) : {};
  const ports: Record<string, number> = {};
  for (const [name, defaultPort] of Object.entries(defaults)) {
    const wanted = saved[name] ?? defaultPort;
    const isFree = wanted !== undefined && (await portState(wanted, '127.0.0.1')) === 'free';
    ports[name] = isFree ? wanted : await freePort();
  }
  writeFileSync(file, `${JSON.stringify(ports, undefined, 2)}\n`);
  return ports;
}

function readSavedPorts(file: string): Partial<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, number>>;
  } catch {
    // Incomplete after a full disk: the default ports are used.
    return {};
  }
}
