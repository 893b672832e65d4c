import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freePort } from '@autolog/embedded-postgres/free-port';
import { requireFreePort, reusePorts } from './ports.js';

test('ports are kept from one start to the next, and a port in use is replaced', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'autolog-ports-'));
  const defaults = { first: await freePort(), second: await freePort() };
  expect(await reusePorts(dir, defaults)).toEqual(defaults);
  const other = createServer().listen(defaults.first, '127.0.0.1');
  await once(other, 'listening');
  const kept = await reusePorts(dir, defaults);
  expect(kept.first).not.toBe(defaults.first);
  expect(kept.second).toBe(defaults.second);
  other.close();
  rmSync(dir, { recursive: true });
});

test('a port in use is reported in one sentence, with exit code 69', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(requireFreePort(port)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining(`Port ${port} is in use`),
  });
  other.close();
  await once(other, 'close');
  await expect(requireFreePort(port)).resolves.toBeUndefined();
});
