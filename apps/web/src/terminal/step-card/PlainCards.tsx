import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { useState } from 'react';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { Choice } from '../../ui/Choice.js';
import { terminalPhrases } from '../language/phrases.js';
import { previewCalculation } from './preview-calculation.js';
import { LimitsScale } from './LimitsScale.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';
import type { CardProps } from './card-props.js';

/** Something done with the hands; the record keeps who and when. */
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

/** Findings that a key of two lines can still repeat. */
const REPEATED_FINDINGS_MAX = 3;

/** What was found, one of a few. */
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

/** Each item asks for the state found, never for a tick (T11). */
export function CheckCard({ step, frame, onAnswer }: CardProps<'check'>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const label = useConfirmLabel(frame.needsSignature);
  const [states, setStates] = useState<Readonly<Record<string, string>>>({});
  const complete = step.items.every(({ id }) => states[id] !== undefined);
  const found = step.items.map(({ id, states: possible }) => {
    const state = possible.find((each) => each.id === states[id]);
    return state === undefined ? '–' : text(state.title);
  });
  const many = t(frame.needsSignature ? 'signFindings' : 'confirmFindings', { count: found.length });
  const full = found.length > REPEATED_FINDINGS_MAX ? many : label(found.join(', '));
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: complete ? full : t('confirm'),
        disabledReason: complete ? undefined : t('stateEach'),
        onPress: () => onAnswer({ kind: 'check', states }, found.join(', ')),
      }}
    >
      <div className={styles['items']}>
        {step.items.map((item) => (
          <div key={item.id} className={styles['item']}>
            <span>{text(item.title)}</span>
            <Choice
              label={text(item.title)}
              hideLabel
              columns={item.states.length === 2 ? 2 : item.states.length === 3 ? 3 : 2}
              options={item.states.map(({ id, title }) => ({ id, label: text(title) }))}
              chosen={states[item.id]}
              onChoose={(id) => setStates({ ...states, [item.id]: id })}
            />
          </div>
        ))}
      </div>
    </StepFrame>
  );
}

/** The result and how it came about; the server calculates it again when it records it. */
export function CalculationCard({ step, batch, frame, onAnswer }: CardProps<'calculation'>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const label = useConfirmLabel(frame.needsSignature);
  const result = previewCalculation(step, batch.steps);
  const formatted = 'value' in result ? formatQuantity(result.value, step.parameter.unit, language) : undefined;
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: formatted === undefined ? t('confirm') : label(formatted),
        disabledReason: 'missing' in result ? t('notYetCalculable', { what: text(result.missing) }) : undefined,
        onPress: () => formatted === undefined || onAnswer({ kind: 'calculation' }, formatted),
      }}
    >
      {'value' in result ? (
        <>
          <p className={styles['large']}>{formatted}</p>
          {step.parameter.blind ? null : <LimitsScale parameter={step.parameter} value={result.value} />}
          <p className={styles['help']}>{t('calculatedAs')}</p>
          <p className={styles['explained']}>{result.explained}</p>
        </>
      ) : null}
    </StepFrame>
  );
}
