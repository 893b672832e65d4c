import { expect, test } from '@jest/globals';
import type { BatchId } from '../../brand.js';
import { DONE, refusal } from '../../refusal.js';
import {
  CREATE,
  createdBatch,
  factsFor,
  ANNA,
  ORDER,
  START,
  startedBatch,
  newBatch,
} from '../../../test-fixtures/batch-fixture.js';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';

const OTHER = '0190-other' as BatchId;
const facts = factsFor(ANNA, SMALL_RECIPE);
const room = { room: facts.room?.room ?? ('' as never), code: 'CR-1', status: 'clean' } as const;
const device = {
  equipment: facts.device?.equipment ?? ('' as never),
  code: 'PRODIGY-1',
  capability: 'tct-processor',
  status: 'available',
} as const;

test('a batch is created for one order, with the chain of identity and the mark of a simulated clock', () => {
  const batch = newBatch();
  expect(batch.when(CREATE).answer).toEqual(DONE);
  expect(batch.state()).toMatchObject({ status: 'created', coi: ORDER.coi, orderNumber: 'ORD-1', simulated: true });
});

test('an order that has a batch gets no second one', () => {
  const { append, answer } = newBatch().when(CREATE, { facts: { therapy: { ...ORDER, batch: OTHER } } });
  expect({ append, answer }).toEqual({ append: [], answer: refusal('ORDER_IN_USE', { order: 'ORD-1' }) });
});

test('a batch is made from an approved recipe only', () => {
  const { answer } = newBatch().when(CREATE, { facts: { recipeEffective: false } });
  expect(answer).toEqual(refusal('RECIPE_NOT_EFFECTIVE', { recipe: 'SMALL 1' }));
});

test('starting a batch freezes the recipe by its hash, occupies the room and binds the device', () => {
  const batch = createdBatch();
  const { append } = batch.when(START);
  expect(append.map(({ type }) => type)).toEqual(['BatchStarted', 'DeviceBound']);
  expect(batch.state()).toMatchObject({ status: 'in_process', room: { code: 'CR-1' }, device: { code: 'PRODIGY-1' } });
});

test.each([
  ['an occupied room', { room: { ...room, batch: OTHER } }, refusal('ROOM_OCCUPIED', { room: 'CR-1' })],
  [
    'a room out of service',
    { room: { ...room, status: 'out_of_service' as const } },
    refusal('ROOM_NOT_READY', { room: 'CR-1', status: 'out of service' }),
  ],
  ['an occupied device', { device: { ...device, batch: OTHER } }, refusal('DEVICE_OCCUPIED', { device: 'PRODIGY-1' })],
  [
    'a device out of service',
    { device: { ...device, status: 'out_of_service' as const } },
    refusal('DEVICE_NOT_READY', { device: 'PRODIGY-1', status: 'out of service' }),
  ],
  [
    'a device that cannot do what the recipe needs',
    { device: { ...device, capability: 'incubator' } },
    refusal('DEVICE_REQUIRED', { capability: 'tct-processor' }),
  ],
])('[PIV-MIX] a batch does not start with %s, and the attempt stays on record', (_what, given, answer) => {
  const evidence = { type: 'AttemptRefused', v: 1, code: answer.refused, facts: answer.facts };
  expect(createdBatch().when(START, { facts: given })).toEqual({ append: [evidence], answer });
});

test('[INV-2] a batch starts once', () => {
  expect(startedBatch().when(START).answer).toEqual(refusal('BATCH_STATUS', { status: 'in process' }));
});
