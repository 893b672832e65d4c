import { FREE_TEXT_MAX } from '@autolog/domain/input-limits';
import { useState } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { Banner } from '../../ui/Banner.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { terminalPhrases } from '../language/phrases.js';
import { StepFrame, type StepFrameProps } from '../step-card/StepFrame.js';

/** Replaces the step: asks to look again, and for the reason if the value is right (T21, T22). */
export function ReasonCard({
  frame,
  value,
  why,
  action,
  onReason,
  onBack,
}: Readonly<{
  frame: StepFrameProps;
  value: string;
  why: string | undefined;
  action: string;
  onReason: (reason: string) => void;
  onBack: () => void;
}>) {
  const t = usePhrases(terminalPhrases);
  const [reason, setReason] = useState('');
  const words = reason.trim();
  return (
    <StepFrame
      frame={{ ...frame, instruction: value, facts: null, recorded: undefined }}
      confirm={{
        label: action,
        disabledReason: words === '' ? t('giveReason') : undefined,
        onPress: () => onReason(words),
      }}
    >
      <Banner level="warn" alert actions={<Button onPress={onBack}>{t('lookAgain')}</Button>}>
        {why} {t('reasonAsked')}
      </Banner>
      <Field label={t('reason')} text={reason} onText={setReason} kind="long" rows={2} max={FREE_TEXT_MAX} focusFirst />
    </StepFrame>
  );
}
