import type { StepAnswer } from '@autolog/domain/batch/command';
import type { OutgoingCommand } from '../../outbox/use-command.js';

const stepPath = (batch: string, step: string, act: 'start' | 'perform' | 'witness' | 'correct'): string =>
  `/api/batches/${batch}/steps/${step}/${act}`;

type StepTarget = Readonly<{ batch: string; step: string; asOf: number }>;

/** Kept on disk before it is sent: a timer must not be started twice. */
export const startStep = ({ batch, step, asOf }: StepTarget): OutgoingCommand => ({
  path: stepPath(batch, step, 'start'),
  body: { asOf },
  persisted: true,
});

/** A plain answer is kept on disk until it is answered; one with a reason is free text and stays in memory (S15). */
export const performStep = (
  { batch, step, asOf }: StepTarget,
  answer: StepAnswer,
  reason: string | undefined,
): OutgoingCommand => ({
  path: stepPath(batch, step, 'perform'),
  body: { asOf, answer, ...(reason === undefined ? {} : { reason }) },
  persisted: reason === undefined,
});

export const witnessStep = ({ batch, step, asOf }: StepTarget): OutgoingCommand => ({
  path: stepPath(batch, step, 'witness'),
  body: { asOf },
});

/** A correction always has a reason, which is free text: it stays in memory (S15). */
export const correctStep = (
  { batch, step, asOf }: StepTarget,
  answer: StepAnswer,
  reason: string,
): OutgoingCommand => ({
  path: stepPath(batch, step, 'correct'),
  body: { asOf, answer, reason },
  persisted: false,
});
