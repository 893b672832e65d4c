import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { useState } from 'react';
import { useLanguage, useSay, useText } from '../../../language/phrases.js';
import { Choice } from '../../../ui/Choice.js';
import { terminalPhrases } from '../../phrases.js';
import { calculated } from '../calculated.js';
import { LimitsScale } from '../LimitsScale.js';
import { StepFrame, useConfirmLabel } from '../StepFrame.js';
import styles from '../cards.module.css';
import type { CardProps } from './card.js';

/** Something done with the hands; the record keeps who and when. */
export function InstructionCard({ frame, onAnswer, step }: CardProps<'instruction'>) {
  const text = useText();
  const label = useConfirmLabel(frame.signs);
  return (
    <StepFrame
      frame={frame}
      confirm={{ label: label(), onPress: () => onAnswer({ kind: 'instruction' }, text(step.title)) }}
    />
  );
}

/** Findings that a key of two lines can still repeat. */
const REPEATED_MAX = 3;

/** What was found, one of a few. */
export function ChoiceCard({ step, frame, onAnswer }: CardProps<'choice'>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const label = useConfirmLabel(frame.signs);
  const [chosen, setChosen] = useState<string>();
  const option = step.options.find(({ id }) => id === chosen);
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: option === undefined ? say('confirm') : label(text(option.title)),
        cannot: option === undefined ? say('chooseOne') : undefined,
        onPress: () => option === undefined || onAnswer({ kind: 'choice', choice: option.id }, text(option.title)),
      }}
    >
      <Choice
        label={say('chooseOne')}
        hideLabel
        columns={step.options.length > 2 ? 2 : 1}
        options={step.options.map(({ id, title, deviates }) => ({
          id,
          label: text(title),
          ...(deviates === undefined ? {} : { note: say('deviates') }),
        }))}
        chosen={chosen}
        onChoose={setChosen}
      />
    </StepFrame>
  );
}

/** Each item asks for the state found, never for a tick (T11). */
export function CheckCard({ step, frame, onAnswer }: CardProps<'check'>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const label = useConfirmLabel(frame.signs);
  const [states, setStates] = useState<Readonly<Record<string, string>>>({});
  const complete = step.items.every(({ id }) => states[id] !== undefined);
  const found = step.items.map(({ id, states: possible }) => {
    const state = possible.find((each) => each.id === states[id]);
    return state === undefined ? '–' : text(state.title);
  });
  const many = say(frame.signs ? 'signFindings' : 'confirmFindings', { count: found.length });
  const full = found.length > REPEATED_MAX ? many : label(found.join(', '));
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: complete ? full : say('confirm'),
        cannot: complete ? undefined : say('stateEach'),
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
  const say = useSay(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const label = useConfirmLabel(frame.signs);
  const result = calculated(step, batch.steps);
  const printed = 'value' in result ? formatQuantity(result.value, step.parameter.unit, language) : undefined;
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: printed === undefined ? say('confirm') : label(printed),
        cannot: 'missing' in result ? say('notYetCalculable', { what: text(result.missing) }) : undefined,
        onPress: () => printed === undefined || onAnswer({ kind: 'calculation' }, printed),
      }}
    >
      {'value' in result ? (
        <>
          <p className={styles['large']}>{printed}</p>
          {step.parameter.blind ? null : <LimitsScale parameter={step.parameter} value={result.value} />}
          <p className={styles['help']}>{say('calculatedAs')}</p>
          <p className={styles['explained']}>{result.explained}</p>
        </>
      ) : null}
    </StepFrame>
  );
}
