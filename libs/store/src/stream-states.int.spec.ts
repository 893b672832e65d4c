import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StreamStates } from './stream-states.js';
import { newRoomStream, openTestRecord, roomRegistered, type TestRecord } from './testing/test-record.js';

let record: TestRecord;

beforeAll(async () => {
  record = await openTestRecord();
});
afterAll(() => record.close());

/** A state that says nothing but which events made it. */
const typesOf = (of: TestRecord) =>
  new StreamStates<'room', string[]>(of.log, (state, _, { event }) => [...(state ?? []), event.type]);

const by = { kind: 'system', part: 'installation' } as const;
const batch = '0193b7e2-0000-4000-8000-000000000001';

async function append(stream: string, after: number, type: 'RoomOccupied' | 'RoomVacated'): Promise<void> {
  const events = [{ type, v: 1, batch } as never];
  await record.log.append([{ stream, after, events }], { by, now: await record.log.now() });
}

test('[INV-2] a rolled back transaction leaves no cached state', async () => {
  const streams = typesOf(record);
  const stream = newRoomStream();
  await record.append(stream, roomRegistered());
  expect((await streams.load(stream)).state).toEqual(['RoomRegistered']);
  const work = record.database.transaction(async () => {
    await streams.lock(stream);
    await append(stream, 1, 'RoomOccupied');
    expect(await streams.lock(stream)).toMatchObject({ seq: 2, state: ['RoomRegistered', 'RoomOccupied'] });
    throw new Error('the power went');
  });
  await expect(work).rejects.toThrow('the power went');
  expect(await streams.load(stream)).toMatchObject({ seq: 1, state: ['RoomRegistered'] });
  await record.database.transaction(async () => {
    await expect(streams.lock(stream)).resolves.toMatchObject({ seq: 1 });
  });
});

test('a transaction that appends twice sees its first append the second time', async () => {
  const streams = typesOf(record);
  const stream = newRoomStream();
  await record.append(stream, roomRegistered());
  await record.database.transaction(async () => {
    const { seq } = await streams.lock(stream);
    await append(stream, seq, 'RoomOccupied');
    await append(stream, (await streams.lock(stream)).seq, 'RoomVacated');
    expect((await streams.load(stream)).seq).toBe(3);
  });
  expect((await streams.load(stream)).state).toEqual(['RoomRegistered', 'RoomOccupied', 'RoomVacated']);
});
