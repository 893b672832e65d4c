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

/** A port of this machine that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await listen(0, '127.0.0.1');
  if (typeof port === 'string') throw new Error(`the system has no free port: ${port}`);
  return port;
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
