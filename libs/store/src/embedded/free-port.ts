import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { systemCode } from './fault.js';

export type PortState = 'free' | 'taken' | 'forbidden' | 'no such address';

/** May we listen on this port of the given address? */
export const portState = async (port: number, host: string): Promise<PortState> => {
  const got = await listen(port, host);
  if (typeof got === 'number') return 'free';
  if (got === 'EADDRINUSE') return 'taken';
  return got === 'EACCES' ? 'forbidden' : 'no such address';
};

/**
 * Below what Linux hands to outgoing connections (32,768 and up): a port from there may be taken by anybody's request
 * between the moment it was found free and the moment it is listened on.
 */
const FIRST = 20_000;
const LAST = 32_000;
const TRIES_MAX = 100;
/** Not yet listened on perhaps, but spoken for. */
const given = new Set<number>();

/** A port of this machine that nobody listens on at this moment; never the same one twice in one process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const port = randomInt(FIRST, LAST);
    if (given.has(port) || (await portState(port, '127.0.0.1')) !== 'free') continue;
    given.add(port);
    return port;
  }
  throw new Error(`no port from ${FIRST} to ${LAST} is free after ${TRIES_MAX} tries`);
}

/** Listens and stops at once: the port it got, or the system's code for why not. */
function listen(port: number, host: string): Promise<number | string> {
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
