import { describe, expect, test } from '@jest/globals';
import type { EventLine } from '@autolog/contract/record';
import { choicesOf, filterEvents, payloadFields, stepOfEvent, UNFILTERED } from './record-filter.js';

const event = (seq: number, type: string, payload: unknown, actorName?: string): EventLine => ({
  seq,
  type,
  at: '2026-10-24T09:00:00.000Z',
  actor: actorName === undefined ? 'timer' : `p-${actorName}`,
  ...(actorName === undefined ? {} : { actorName }),
  payload,
  leafHash: 'a'.repeat(64),
});

const events = [
  event(1, 'BatchStarted', { room: 'R2' }, 'K. Vos'),
  event(2, 'StepStarted', { step: 'wash' }, 'S. de Wit'),
  event(3, 'TimerArmed', { timer: 'wash/maximum', purpose: 'maximum' }),
  event(4, 'StepPerformed', { step: 'wash', outcome: { kind: 'instruction' } }, 'S. de Wit'),
];

describe('[Q8] The record is filtered by kind, person and step', () => {
  test('without a filter all events are shown', () => {
    expect(filterEvents(events, UNFILTERED)).toEqual(events);
  });

  test('a timer belongs to the step it was armed for', () => {
    expect(stepOfEvent(events[2]!)).toBe('wash');
    expect(filterEvents(events, { ...UNFILTERED, step: 'wash' }).map((one) => one.seq)).toEqual([2, 3, 4]);
  });

  test('filters narrow together, and each offers only what exists', () => {
    expect(
      filterEvents(events, { type: 'StepStarted', actor: 'S. de Wit', step: 'wash' }).map((one) => one.seq),
    ).toEqual([2]);
    expect(choicesOf(events)).toEqual({
      type: ['BatchStarted', 'StepPerformed', 'StepStarted', 'TimerArmed'],
      actor: ['K. Vos', 'S. de Wit', 'timer'],
      step: ['wash'],
    });
  });
});

test('a payload is shown as lines, all but type and version', () => {
  expect(
    payloadFields({
      type: 'StepPerformed',
      v: 1,
      step: 'wash',
      outcome: { kind: 'entry', value: '70.0' },
      flags: [true, null],
    }),
  ).toEqual([
    { path: 'step', value: 'wash' },
    { path: 'outcome.kind', value: 'entry' },
    { path: 'outcome.value', value: '70.0' },
    { path: 'flags.0', value: 'true' },
    { path: 'flags.1', value: 'null' },
  ]);
});
