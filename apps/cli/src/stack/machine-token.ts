import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenReply } from '@autolog/contract/machine-token';
import { request, RequestRefused, type Session } from '@autolog/simulation/http-client';

const OWNER_ONLY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** A machine that sends to the server, and the devices it sends for. `name` is also the name of its file. */
export type Machine = Readonly<{ name: string; part: 'device-adapter' | 'simulator'; devices: readonly string[] }>;

/** The file with this machine's token: the token of an earlier start while the server still knows it, else a new one. */
export async function machineTokenFile(
  dataDir: string,
  machine: Machine,
  access: Readonly<{ address: string; administrator: Session; stop: AbortSignal }>,
): Promise<string> {
  const folder = join(dataDir, 'tokens');
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY });
  const file = join(folder, machine.name);
  if (existsSync(file) && (await isKnown(access.address, readFileSync(file, 'utf8').trim(), access.stop))) return file;
  const { name, part, devices } = machine;
  const body = { name: `demo ${name}`, part, devices };
  const { token } = await access.administrator.post<TokenReply>(
    '/api/machine-tokens',
    body,
    `mint ${name} ${randomUUID()}`,
  );
  writeFileSync(`${file}.new`, `${token}\n`, { mode: OWNER_ONLY_FILE });
  renameSync(`${file}.new`, file);
  return file;
}

async function isKnown(address: string, token: string, stop: AbortSignal): Promise<boolean> {
  try {
    await request(`${address}/api/site/clock`, { headers: { authorization: `Bearer ${token}` }, stop });
    return true;
  } catch (error) {
    if (error instanceof RequestRefused && (error.status === 401 || error.status === 403)) return false;
    throw error;
  }
}
