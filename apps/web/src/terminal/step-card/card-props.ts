import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { StepAnswer } from '@autolog/domain/batch/command';
import type { Step, StepKind } from '@autolog/domain/recipe/recipe';
import type { StepFrameProps } from './StepFrame.js';

/** What every kind of step's card gets: the step, its batch, the frame, and where its answer goes. */
export type CardProps<Kind extends StepKind> = Readonly<{
  step: Extract<Step, { kind: Kind }>;
  line: StepLine;
  batch: BatchReply;
  frame: StepFrameProps;
  /** Where what is typed is remembered. */
  draft: string;
  onAnswer: (answer: StepAnswer, shown: string) => void;
}>;
