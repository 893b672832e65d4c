import { useState } from 'react';
import { usePhrases, useText } from '../../language/phrases.js';
import { Choice } from '../../ui/Choice.js';
import { terminalPhrases } from '../language/phrases.js';
import type { CardProps } from './card-props.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';

/** The most findings that fit on a button of two lines. */
const REPEATED_FINDINGS_MAX = 3;

/** Each item asks for the state that was found, never for a tick (T11). */
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
