import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import { Database } from './database.js';
import { sha256 } from '@autolog/bundle/sha256';
import { sqlState } from './sql-state.js';
import { newRoomStream, openTestRecord, roomRegistered, type TestRecord } from './testing/test-record.js';

const INSUFFICIENT_PRIVILEGE = '42501';

describe('the log', () => {
  let record: TestRecord;
  beforeAll(async () => {
    record = await openTestRecord();
  });
  afterAll(() => record.close());

  test('[INV-6] an appended event is read back, and its leaf is the hash of its canonical text', async () => {
    const stream = newRoomStream();
    const at = await record.append(stream, roomRegistered('ROOM-READ'));
    const [read] = await record.log.read(stream);
    expect(read).toEqual({ event: { type: 'RoomRegistered', v: 1, code: 'ROOM-READ' }, stamp: { at, seq: 1 } });
    const [row] = await record.database.query<{ canonical: string; leaf_hash: Buffer }>(
      'select canonical, leaf_hash from event where stream = $1',
      [stream],
    );
    const envelope: unknown = JSON.parse(row?.canonical ?? '');
    expect(envelope).toMatchObject({ stream, seq: 1, type: 'RoomRegistered', payload: { code: 'ROOM-READ' }, at });
    expect(row?.leaf_hash.toString('hex')).toBe(
      Buffer.from(leafHash(sha256, canonicalBytes(envelope))).toString('hex'),
    );
  });

  test('[P11-10e] a failed transaction leaves neither event, head nor register row', async () => {
    const stream = newRoomStream();
    const failing = record.database.transaction(async () => {
      await record.log.createStream(stream);
      await record.log.lock([stream]);
      const now = await record.log.now();
      const by = { kind: 'system', part: 'installation' } as const;
      await record.log.append([{ stream, after: 0, events: [roomRegistered('ROOM-GONE')] }], { by, now });
      throw new Error('the power went');
    });
    await expect(failing).rejects.toThrow('the power went');
    const rows = await record.database.query(
      `select stream from event where stream = $1 union all select stream from stream where stream = $1
       union all select code from room where code = 'ROOM-GONE'`,
      [stream],
    );
    expect(rows).toEqual([]);
  });

  test.each(['update event set actor = actor', 'delete from event', 'truncate event cascade'])(
    'the runtime role may not: %s [P11-10c]',
    async (sql) => {
      await expect(record.database.query(sql)).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
    },
  );

  test.each(['update event set actor = actor', 'delete from leaf', 'truncate command'])(
    '[P11-10c] the trigger stops even the owner: %s',
    async (sql) => {
      const owner = await Database.connect(record.urls.ownerUrl, { connectionsMax: 1 });
      try {
        await expect(owner.query(sql)).rejects.toThrow(/append-only/);
      } finally {
        await owner.close();
      }
    },
  );

  test('an event of an unknown type or a wrong shape never reaches the log', async () => {
    const unknown = { type: 'RoomPainted', v: 1 } as never;
    await expect(record.append(newRoomStream(), unknown)).rejects.toThrow('no reader for event RoomPainted version 1');
    const wrong = { type: 'RoomRegistered', v: 1, code: 7 } as never;
    await expect(record.append(newRoomStream(), wrong)).rejects.toThrow('is malformed');
  });

  test('twenty simultaneous writers of one stream leave one sequence without a gap', async () => {
    const stream = newRoomStream();
    await record.append(stream, roomRegistered());
    const batch = '00000000-0000-7000-8000-000000000000' as never;
    const pair = [{ type: 'RoomOccupied', v: 1, batch } as const, { type: 'RoomVacated', v: 1, batch } as const];
    await Promise.all(Array.from({ length: 20 }, () => record.append(stream, ...pair)));
    const events = await record.log.read(stream);
    expect(events.map(({ stamp }) => stamp.seq)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
  });

  test('[INV-8] an occupied room cannot be occupied again: the unique key refuses', async () => {
    const stream = newRoomStream();
    await record.append(stream, roomRegistered());
    const first = '00000000-0000-7000-8000-000000000001' as never;
    const second = '00000000-0000-7000-8000-000000000002' as never;
    await record.append(stream, { type: 'RoomOccupied', v: 1, batch: first });
    const again = record.append(stream, { type: 'RoomOccupied', v: 1, batch: second });
    await expect(again.catch(sqlState)).resolves.toBe('23505');
  });

  test('appending after a stale head throws and appends nothing', async () => {
    const stream = newRoomStream();
    await record.append(stream, roomRegistered());
    const stale = record.database.transaction(async () => {
      const by = { kind: 'system', part: 'installation' } as const;
      await record.log.append([{ stream, after: 0, events: [roomRegistered()] }], { by, now: await record.log.now() });
    });
    await expect(stale).rejects.toThrow('nothing was appended');
  });
});
