import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { StepAnswer } from '@autolog/domain/batch/command';
import type { Step } from '@autolog/domain/recipe/recipe';
import type { StepKind } from '@autolog/domain/step-kind/step-kinds';
import type { StepFrameProps } from './StepFrame.js';

/** The properties of every step card. */
export type CardProps<Kind extends StepKind> = Readonly<{
  step: Extract<Step, { kind: Kind }>;
  line: StepLine;
  batch: BatchReply;
  frame: StepFrameProps;
  /** Key under which typed text is kept. */
  draft: string;
  onAnswer: (answer: StepAnswer, shown: string) => void;
}>;
