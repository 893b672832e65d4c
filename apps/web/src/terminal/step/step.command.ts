import type { StepAnswer } from '@autolog/domain/batch/command';
import type { Command } from '../../outbox/use-command.js';

const stepPath = (batch: string, step: string, act: 'start' | 'perform' | 'witness' | 'correct'): string =>
  `/api/batches/${batch}/steps/${step}/${act}`;

type Where = Readonly<{ batch: string; step: string; asOf: number }>;

/** Starting is on disk before it is sent: a timer that was started must not be started twice. */
export const startStep = ({ batch, step, asOf }: Where): Command => ({
  path: stepPath(batch, step, 'start'),
  body: { asOf },
  held: true,
});

/** A plain answer is held on disk; one with a reason is free text and stays in memory (S15). */
export const performStep = ({ batch, step, asOf }: Where, answer: StepAnswer, reason: string | undefined) => ({
  path: stepPath(batch, step, 'perform'),
  body: { asOf, answer, ...(reason === undefined ? {} : { reason }) },
  held: reason === undefined,
});

export const witnessStep = ({ batch, step, asOf }: Where) => ({
  path: stepPath(batch, step, 'witness'),
  body: { asOf },
});

export const correctStep = ({ batch, step, asOf }: Where, answer: StepAnswer, reason: string) => ({
  path: stepPath(batch, step, 'correct'),
  body: { asOf, answer, reason },
});
