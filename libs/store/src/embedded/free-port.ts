import { createServer } from 'node:net';

/** Is nobody listening on this port of the given address? */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  listen(port, host).then((got) => got !== undefined);

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await listen(0, '127.0.0.1');
  if (port === undefined) throw new Error('the system has no free port left');
  return port;
}

/** Listens and stops at once: the port it got, or undefined when the port is taken or not allowed. */
function listen(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : undefined);
      });
    });
  });
}
