import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { systemCode } from './error.js';

export type PortState = 'free' | 'taken' | 'forbidden' | 'no such address';

/** Whether a server can listen on this port of the given address. */
export const portState = async (port: number, host: string): Promise<PortState> => {
  const got = await tryListen(port, host);
  if (typeof got === 'number') return 'free';
  if (got === 'EADDRINUSE') return 'taken';
  return got === 'EACCES' ? 'forbidden' : 'no such address';
};

/**
 * Below the range of Linux for outgoing connections (32,768 and up): such a connection could take the port between the
 * check and the start of the server.
 */
const PORT_MIN = 20_000;
const PORT_MAX = 32_000;
const ATTEMPTS_MAX = 100;
/** Ports that were given out by this process. */
const reserved = new Set<number>();

/** A port of this machine on which nobody listens now; never the same one twice in one process. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const port = randomInt(PORT_MIN, PORT_MAX);
    if (reserved.has(port) || (await portState(port, '127.0.0.1')) !== 'free') continue;
    reserved.add(port);
    return port;
  }
  throw new Error(`no port from ${PORT_MIN} to ${PORT_MAX} is free after ${ATTEMPTS_MAX} attempts`);
}

/** Listens and closes at once: the port, or the system's error code. */
function tryListen(port: number, host: string): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      resolve(systemCode(error));
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  });
}
