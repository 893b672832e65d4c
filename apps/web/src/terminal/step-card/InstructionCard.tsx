import { useText } from '../../language/phrases.js';
import type { CardProps } from './card-props.js';
import { useConfirmLabel, StepFrame } from './StepFrame.js';

/** Something done by hand; the record keeps who did it and when. */
export function InstructionCard({ frame, onAnswer, step }: CardProps<'instruction'>) {
  const text = useText();
  const label = useConfirmLabel(frame.needsSignature);
  return (
    <StepFrame
      frame={frame}
      confirm={{ label: label(), onPress: () => onAnswer({ kind: 'instruction' }, text(step.title)) }}
    />
  );
}
