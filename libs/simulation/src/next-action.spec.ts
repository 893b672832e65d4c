import { describe, expect, test } from '@jest/globals';
import type { BatchReply, StepLine, TimerLine } from '@autolog/contract/batch';
import type { Step } from '@autolog/domain/recipe/recipe';
import { nextAction } from './next-action.js';

const NOW_MS = Date.parse('2026-03-01T08:00:00.000Z');
const LATER = '2026-03-02T08:00:00.000Z';
const text = (en: string) => ({ en, nl: en });
const never = (): undefined => undefined;

const line = (
  id: string,
  status: StepLine['status'],
  more: Partial<StepLine> & { kind?: Step['kind'] } = {},
): StepLine => {
  const { kind = 'instruction', ...rest } = more;
  const step = { id, kind, title: text(id), activity: id, irreversible: id === 'add-vector', signature: 'none' };
  return { step, operation: 'o', status, waitsFor: [], corrected: [], exceptions: [], ...rest } as unknown as StepLine;
};

const batch = (steps: readonly StepLine[], more: Partial<BatchReply> = {}): BatchReply =>
  ({ steps, timers: [], seenActivities: [], held: false, ...more }) as unknown as BatchReply;

describe('the next action of the technicians', () => {
  test('the first step in document order that can be done', () => {
    const steps = [line('a', 'done'), line('b', 'not_applicable'), line('c', 'ready'), line('d', 'awaiting_witness')];
    expect(nextAction(batch(steps), NOW_MS, never)).toMatchObject({ kind: 'step', line: { step: { id: 'c' } } });
  });

  test('when every step is done or does not apply, the batch is finished', () => {
    expect(nextAction(batch([line('a', 'done'), line('b', 'not_applicable')]), NOW_MS, never)).toEqual({
      kind: 'finish',
    });
  });

  test('a window that has not opened is waited for, unless the step waits for other steps', () => {
    const steps = [
      line('a', 'locked', { opensAt: LATER }),
      line('b', 'locked', { waitsFor: [text('a')], opensAt: LATER }),
    ];
    expect(nextAction(batch(steps), NOW_MS, never)).toEqual({
      kind: 'wait',
      instants: [Date.parse(LATER)],
      awaited: [],
    });
  });

  test('a running timer is waited for, while other steps go on', () => {
    const timers = [{ name: 'thaw/minimum', dueAt: LATER }] as unknown as readonly TimerLine[];
    const thaw = line('thaw', 'in_progress', { kind: 'timer' });
    const alone = batch([thaw], { timers });
    expect(nextAction(alone, NOW_MS, never)).toMatchObject({ kind: 'wait', instants: [Date.parse(LATER)] });
    expect(nextAction(alone, Date.parse(LATER), never)).toMatchObject({ kind: 'step' });
    const both = batch([thaw, line('titre', 'ready')], { timers });
    expect(nextAction(both, NOW_MS, never)).toMatchObject({ kind: 'step', line: { step: { id: 'titre' } } });
  });

  test('an activity that was started is waited for until the device has shown it', () => {
    const steps = [line('wash', 'in_progress', { kind: 'activity' })];
    expect(nextAction(batch(steps), NOW_MS, never)).toMatchObject({ kind: 'wait', awaited: [steps[0]] });
    const seenActivities = [{ step: 'wash', value: 'wash', sourceTime: LATER }];
    expect(nextAction(batch(steps, { seenActivities }), NOW_MS, never)).toMatchObject({ kind: 'step' });
    expect(nextAction(batch([line('wash', 'ready', { kind: 'activity' })]), NOW_MS, never)).toMatchObject({
      kind: 'step',
    });
  });

  test('a step that the scenario delays waits, and is done after that', () => {
    const steps = [line('add-vector', 'ready')];
    const delayed = (): number => Date.parse(LATER);
    expect(nextAction(batch(steps), NOW_MS, delayed)).toMatchObject({ kind: 'wait', instants: [Date.parse(LATER)] });
    expect(nextAction(batch(steps), Date.parse(LATER), delayed)).toMatchObject({ kind: 'step' });
  });

  test('on a held batch no irreversible step is started', () => {
    const held = batch([line('add-vector', 'ready'), line('feed', 'ready')], { held: true });
    expect(nextAction(held, NOW_MS, never)).toMatchObject({ kind: 'step', line: { step: { id: 'feed' } } });
  });
});
