import type { ReactNode } from 'react';
import type { StepKind } from '@autolog/domain/step-kind/step-kinds';
import { ActivityCard } from './ActivityCard.js';
import { CalculationCard } from './CalculationCard.js';
import type { CardProps } from './card-props.js';
import { CheckCard } from './CheckCard.js';
import { ChoiceCard } from './ChoiceCard.js';
import { DeviceCard } from './DeviceCard.js';
import { EntryCard } from './EntryCard.js';
import { InstructionCard } from './InstructionCard.js';
import { SampleCard } from './SampleCard.js';
import { ScanCard } from './ScanCard.js';
import { TimerCard } from './TimerCard.js';

/** The card of each kind of step. A kind without a card does not compile. */
const STEP_CARDS: { readonly [Kind in StepKind]: (props: CardProps<Kind>) => ReactNode } = {
  instruction: InstructionCard,
  entry: EntryCard,
  calculation: CalculationCard,
  choice: ChoiceCard,
  scan: ScanCard,
  check: CheckCard,
  timer: TimerCard,
  device: DeviceCard,
  activity: ActivityCard,
  sample: SampleCard,
};

export function StepCard<Kind extends StepKind>(props: CardProps<Kind>) {
  const Card: (props: CardProps<Kind>) => ReactNode = STEP_CARDS[props.step.kind];
  return <Card {...props} />;
}
