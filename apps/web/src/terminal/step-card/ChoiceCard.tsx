import { useState } from 'react';
import { usePhrases, useText } from '../../language/phrases.js';
import { Choice } from '../../ui/Choice.js';
import { terminalPhrases } from '../language/phrases.js';
import type { CardProps } from './card-props.js';
import { useConfirmLabel, StepFrame } from './StepFrame.js';

/** Asks what was found: one of a few options. */
export function ChoiceCard({ step, frame, onAnswer }: CardProps<'choice'>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const label = useConfirmLabel(frame.needsSignature);
  const [chosen, setChosen] = useState<string>();
  const option = step.options.find(({ id }) => id === chosen);
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: option === undefined ? t('confirm') : label(text(option.title)),
        disabledReason: option === undefined ? t('chooseOne') : undefined,
        onPress: () => option === undefined || onAnswer({ kind: 'choice', choice: option.id }, text(option.title)),
      }}
    >
      <Choice
        label={t('chooseOne')}
        hideLabel
        columns={step.options.length > 2 ? 2 : 1}
        options={step.options.map(({ id, title, deviates }) => ({
          id,
          label: text(title),
          ...(deviates === undefined ? {} : { note: t('deviates') }),
        }))}
        chosen={chosen}
        onChoose={setChosen}
      />
    </StepFrame>
  );
}
