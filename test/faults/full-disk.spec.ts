import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import type { TherapiesReply } from '@autolog/contract/therapy';
import type { TestClient } from '../harness/test-client.ts';
import { withOwnDisk } from '../harness/launcher.ts';
import { PEOPLE } from '../harness/demo-people.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { commandLinesOf, processIdsOf } from '../harness/processes.ts';
import { TestInstallation } from '../harness/test-installation.ts';

const DISK = 'size=420m';
const CHUNK_BYTES = 2 ** 20;
const ORDERS_MAX = 500;
const FULL_MS = 6_000;

jest.setTimeout(180_000);

/** Writes until the disk is full. */
function fillDisk(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (let bytes = CHUNK_BYTES; bytes > 0;) {
      try {
        writeSync(descriptor, Buffer.alloc(bytes));
      } catch {
        bytes = Math.floor(bytes / 2);
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

const order = async (planner: TestClient, n: number): Promise<string> => {
  const body = { coi: `COI-DISK-${String(n).padStart(4, '0')}`, orderNumber: `ORDER-DISK-${String(n)}` };
  const { problem } = await planner.request('POST', '/api/therapies', body, randomUUID());
  return problem?.code ?? 'done';
};

// Only root may look into a disk mounted by another process.
if (process.getuid?.() === 0 && withOwnDisk(tmpdir(), DISK)) {
  test('[INV-1] while the disk is full orders are refused, and every acknowledged order is kept', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'autolog-disk-'));
    const installation = await TestInstallation.start({}, dir, withOwnDisk(dir, DISK));
    try {
      const planner = await installation.signIn(PEOPLE.fatima);
      const [pid] = processIdsOf(dir);
      const filler = join(`/proc/${String(pid)}/root`, dir, 'filler');
      // At least one order is acknowledged before the disk is full.
      const answers: string[] = [await order(planner, 0)];
      fillDisk(filler);
      while (!answers.includes('UNAVAILABLE') && answers.length < ORDERS_MAX) {
        answers.push(await order(planner, answers.length));
      }
      expect(answers.at(-1)).toBe('UNAVAILABLE');
      expect(new Set(answers.slice(0, -1))).toEqual(new Set(['done']));
      // Long enough for every other process to try to write.
      await new Promise((done) => setTimeout(done, FULL_MS));
      rmSync(filler);
      await waitUntil('orders to be taken again', async () => {
        answers.push(await order(planner, answers.length));
        return answers.at(-1) === 'done' ? true : undefined;
      });
      const { therapies } = await planner.get<TherapiesReply>('/api/therapies');
      const kept = therapies.map(({ orderNumber }) => orderNumber).filter((one) => one.startsWith('ORDER-DISK-'));
      const acknowledged = answers.flatMap((answer, n) => (answer === 'done' ? [`ORDER-DISK-${String(n)}`] : []));
      expect(kept.sort()).toEqual(acknowledged.sort());
      expect(await installation.stop()).toBe(0);
      expect(commandLinesOf(processIdsOf(dir))).toEqual([]);
    } finally {
      await installation.stop();
      installation.remove();
    }
  });
} else {
  test('skipped: this user may not mount a disk; start.spec.ts tests a start on a full disk', () => {
    expect(withOwnDisk(tmpdir(), DISK) === undefined || process.getuid?.() !== 0).toBe(true);
  });
}
