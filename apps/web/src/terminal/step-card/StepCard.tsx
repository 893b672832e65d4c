import type { CardProps } from './card-props.js';
import type { StepKind } from '@autolog/domain/recipe/recipe';
import { ActivityCard } from './ActivityCard.js';
import { DeviceCard } from './DeviceCard.js';
import { EntryCard } from './EntryCard.js';
import { CalculationCard, CheckCard, ChoiceCard, InstructionCard } from './PlainCards.js';
import { SampleCard } from './SampleCard.js';
import { ScanCard } from './ScanCard.js';
import { TimerCard } from './TimerCard.js';

/** One card per kind of step. */
export function StepCard(props: CardProps<StepKind>) {
  const { step } = props;
  switch (step.kind) {
    case 'instruction':
      return <InstructionCard {...props} step={step} />;
    case 'entry':
      return <EntryCard {...props} step={step} />;
    case 'calculation':
      return <CalculationCard {...props} step={step} />;
    case 'choice':
      return <ChoiceCard {...props} step={step} />;
    case 'scan':
      return <ScanCard {...props} step={step} />;
    case 'check':
      return <CheckCard {...props} step={step} />;
    case 'timer':
      return <TimerCard {...props} step={step} />;
    case 'device':
      return <DeviceCard {...props} step={step} />;
    case 'activity':
      return <ActivityCard {...props} step={step} />;
    case 'sample':
      return <SampleCard {...props} step={step} />;
  }
}
