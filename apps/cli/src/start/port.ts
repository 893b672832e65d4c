import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, portState } from '@autolog/store/embedded/free-port';
import { CommandFault, EXIT } from '../fault.js';

/** Both addresses `localhost` may mean: a program on either would answer instead of us. */
const LOCALHOST = ['127.0.0.1', '::1'];

/** Throws CommandFault when the address people will open is not ours to have. */
export async function demandPort(port: number): Promise<void> {
  const states = await Promise.all(LOCALHOST.map((host) => portState(port, host)));
  if (states.includes('taken')) {
    throw new CommandFault(
      EXIT.unavailable,
      `Port ${port} is in use by another program; stop that program, or choose another port with --port.`,
    );
  }
  if (states.includes('forbidden')) {
    throw new CommandFault(
      EXIT.notAllowed,
      `Port ${port} is not for ordinary users; choose one above 1023 with --port.`,
    );
  }
}

/** Ports between our own processes: the one of last time, or the usual one, or any that is free. */
export async function keepPorts<Name extends string>(
  dataDir: string,
  usual: Readonly<Record<Name, number>>,
): Promise<Readonly<Record<Name, number>>> {
  const file = join(dataDir, 'ports.json');
  const kept = existsSync(file) ? readKept(file) : {};
  const ports: Record<Name, number> = { ...usual };
  for (const name of Object.keys(usual) as Name[]) {
    const wanted = kept[name] ?? usual[name];
    ports[name] = (await portState(wanted, '127.0.0.1')) === 'free' ? wanted : await freePort();
  }
  writeFileSync(file, `${JSON.stringify(ports, undefined, 2)}\n`);
  return ports;
}

function readKept(file: string): Partial<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, number>>;
  } catch {
    // Cut off by a full disk: the usual ports serve as well.
    return {};
  }
}
