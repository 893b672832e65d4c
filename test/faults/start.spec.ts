import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { EventLine } from '@autolog/contract/record';
import { freePort } from '@autolog/embedded-postgres/free-port';
import { withOwnDisk, runRefusedStart, type StartResult } from '../harness/launcher.ts';
import { PEOPLE } from '../harness/demo-people.ts';
import { getBatches, doStep, getBatch, getRecord, startBatch, getStep } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { commandLinesOf, processIdsOf } from '../harness/processes.ts';
import { TestInstallation } from '../harness/test-installation.ts';

const START_MS_MAX = 180_000;
const STOP_MS_MAX = 10_000;
const EXIT = { badData: 65, unavailable: 69, diskFull: 74, notAllowed: 77 } as const;

jest.setTimeout(START_MS_MAX);

const tell = (line: string): void => void process.stdout.write(`start: ${line}\n`);

/** One sentence, no stack trace, and the exit code. */
function expectSentence({ exitCode, lines }: StartResult, code: number, sentence: RegExp): void {
  expect([exitCode, lines]).toEqual([code, expect.anything()]);
  expect(lines.at(-1)).toMatch(sentence);
  expect(lines.filter((line) => /^\s+at |Error:|node:/.test(line))).toEqual([]);
}

describe('a start that is refused gives one sentence and an exit code and changes nothing', () => {
  let dir: string;
  let data: string;
  let port: number;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'autolog-start-'));
    data = join(dir, 'data');
    port = await freePort();
  });
  afterEach(() => {
    expect(commandLinesOf(processIdsOf(dir))).toEqual([]);
    chmodSync(dir, 0o700);
    rmSync(dir, { recursive: true, force: true });
  });

  test('the port is in use by another program', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const taken = (other.address() as AddressInfo).port;
    try {
      expectSentence(
        await runRefusedStart(data, taken),
        EXIT.unavailable,
        new RegExp(`^Port ${String(taken)} is in use`),
      );
      expect(readdirSync(data)).not.toContain('postgres');
    } finally {
      other.close();
    }
  });

  test('the database in the data folder is damaged', async () => {
    const cluster = join(data, 'postgres/cluster');
    mkdirSync(cluster, { recursive: true });
    writeFileSync(join(cluster, 'PG_VERSION'), 'holiday');
    writeFileSync(join(data, 'postgres/password'), 'secret');
    expectSentence(
      await runRefusedStart(data, port),
      EXIT.badData,
      /was created by PostgreSQL holiday.*Nothing was changed\.$/,
    );
    expect(readFileSync(join(cluster, 'PG_VERSION'), 'utf8')).toBe('holiday');
    writeFileSync(join(cluster, 'PG_VERSION'), '18\n');
    expectSentence(await runRefusedStart(data, port), EXIT.badData, /is damaged.*is missing.*Nothing was changed\.$/);
    expect(readdirSync(cluster)).toEqual(['PG_VERSION']);
  });

  test('the data folder holds something else', async () => {
    mkdirSync(join(data, 'postgres'), { recursive: true });
    writeFileSync(join(data, 'postgres/holiday.jpg'), 'sea');
    expectSentence(await runRefusedStart(data, port), EXIT.badData, /holds files that are not Autolog's database/);
    expect(readdirSync(join(data, 'postgres'))).toEqual(['holiday.jpg']);
  });

  test('the data folder is a file', async () => {
    writeFileSync(data, 'a file');
    expectSentence(await runRefusedStart(data, port), EXIT.badData, /is not a folder/);
    expect(readFileSync(data, 'utf8')).toBe('a file');
  });

  const readOnly = withOwnDisk(tmpdir(), 'ro');
  const ordinary = process.getuid?.() !== 0;
  if (readOnly || ordinary) {
    test('the data folder is not writable', async () => {
      tell(`read-only folder: ${ordinary ? 'by its rights' : 'on a disk that is mounted read-only'}`);
      if (ordinary) chmodSync(dir, 0o500);
      const around = ordinary ? [] : withOwnDisk(dir, 'ro');
      expectSentence(
        await runRefusedStart(data, port, around),
        EXIT.notAllowed,
        /^Autolog may not write in .*--data\.$/,
      );
    });
  }

  if (withOwnDisk(tmpdir(), 'size=80m')) {
    test('the disk is too small', async () => {
      tell(`full disk: on a disk of 80 MB, as ${ordinary ? 'an ordinary user' : 'root'}`);
      const around = withOwnDisk(dir, 'size=80m');
      expectSentence(
        await runRefusedStart(data, port, around),
        EXIT.diskFull,
        /is full; make room .* nothing was lost\.$/,
      );
    });
  } else tell('full disk: not tried, this user may not mount');
});

describe('a site that is started, killed, started again and stopped', () => {
  let installation: TestInstallation;
  let batch: string;
  let before: readonly EventLine[];

  beforeAll(async () => {
    installation = await TestInstallation.start();
  });
  afterAll(async () => {
    await installation.stop();
    installation.remove();
  });

  test('a second start on the same folder is refused, and the first keeps running', async () => {
    const second = await runRefusedStart(installation.dataDir, await freePort());
    expectSentence(second, EXIT.unavailable, /^Autolog already runs on .*Ctrl-C/);
    expect((await fetch(`${installation.address}/livez`)).status).toBe(200);
  });

  test('[INV-1] [F29] after kill -9 of all processes, the database included, the next start continues the batch', async () => {
    const sanne = await installation.signIn(PEOPLE.sanne, 'terminal');
    batch = (await getBatches(sanne)).batches[0]?.id ?? '';
    await startBatch(sanne, batch, 'ROOM-1');
    await doStep(sanne, batch, 'line-clearance', PEOPLE.kees);
    await doStep(sanne, batch, 'patient-label', PEOPLE.kees);
    before = (await getRecord(sanne, batch)).events;
    await installation.killAll();
    expect(commandLinesOf(processIdsOf(installation.dir))).toEqual([]);
    const from = performance.now();
    await installation.start();
    tell(`ready again ${String(Math.round(performance.now() - from))} ms after kill -9 of everything`);
    const events = await waitUntil('the log to be in order', async () => {
      const record = await getRecord(sanne, batch);
      return record.events.every(({ leafIndex }) => leafIndex !== undefined) ? record.events : undefined;
    });
    expect(events.map(({ seq, type, leafHash }) => [seq, type, leafHash])).toEqual(
      before.map(({ seq, type, leafHash }) => [seq, type, leafHash]),
    );
    expect(await getBatch(sanne, batch)).toMatchObject({ status: 'in_process', room: 'ROOM-1', stepsDone: 2 });
    await doStep(sanne, batch, 'apheresis-viability', PEOPLE.kees);
    expect((await getStep(sanne, batch, 'apheresis-viability')).status).toBe('done');
  });

  test('Ctrl-C stops every process within ten seconds with exit code 0', async () => {
    expect(processIdsOf(installation.dir).length).toBeGreaterThan(4);
    const from = performance.now();
    expect(await installation.stop()).toBe(0);
    const took = performance.now() - from;
    tell(`stopped in ${String(Math.round(took))} ms`);
    expect(commandLinesOf(processIdsOf(installation.dir))).toEqual([]);
    expect(took).toBeLessThan(STOP_MS_MAX);
    expect(installation.output).toContain('Autolog has stopped.');
  });

  test('Ctrl-C twice during the start leaves no process running', async () => {
    await installation.start('Starting the server');
    expect(await installation.stop(2)).toBe(0);
    expect(commandLinesOf(processIdsOf(installation.dir))).toEqual([]);
  });
});
