import { decimalsOf } from '@autolog/domain/quantity/decimal';
import { parseDecimal } from '@autolog/domain/quantity/parse-decimal';
import { quantityInWords as inWords, formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { UNITS } from '@autolog/domain/quantity/unit';
import type { Parameter } from '@autolog/domain/quantity/parameter';
import { useLanguage, useSay, useText } from '../../../language/phrases.js';
import { AskWhich } from '../../../quantity/AskWhich.js';
import { Keypad } from '../../../quantity/Keypad.js';
import { terminalPhrases } from '../../phrases.js';
import { useDraft } from '../drafts.js';
import { LimitsScale } from '../LimitsScale.js';
import { StepFrame, useConfirmLabel } from '../StepFrame.js';
import styles from '../cards.module.css';
import type { CardProps } from './card.js';

/** A figure typed on our own keys, where it stands among its limits, and read back in words before it is sent (T20). */
export function EntryCard({ step, frame, draft, onAnswer }: CardProps<'entry'>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const label = useConfirmLabel(frame.signs);
  const [typed, setTyped] = useDraft(draft);
  const { parameter } = step;
  const read = parseDecimal(typed);
  const value = read.kind === 'value' ? read.text : undefined;
  const fault = faultOf(typed, parameter);
  const printed = value === undefined ? undefined : formatQuantity(value, parameter.unit, language);
  const cannot =
    typed === ''
      ? say('typeValue')
      : read.kind === 'ask'
        ? say('askWhich')
        : fault === undefined
          ? undefined
          : say(fault, { decimals: parameter.decimals });
  return (
    <StepFrame
      frame={frame}
      pad={<Keypad text={typed} onText={setTyped} negative={mayBeNegative(parameter)} />}
      confirm={{
        label: printed === undefined ? say('confirm') : label(printed),
        cannot,
        onPress: () => printed === undefined || onAnswer({ kind: 'entry', typed }, printed),
      }}
      help={
        typed === '' ? undefined : (
          <p className={styles['help']}>
            {value === undefined ? null : sentence(inWords(value, parameter.unit, language))}
          </p>
        )
      }
    >
      <div className={styles['entry']} data-faulty={fault !== undefined}>
        <input
          type="text"
          inputMode="none"
          autoComplete="off"
          value={typed}
          aria-label={`${text(parameter.title)} (${UNITS[parameter.unit].symbol})`}
          aria-invalid={fault !== undefined}
          autoFocus
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className={styles['unit']}>{UNITS[parameter.unit].symbol}</span>
      </div>
      {fault === undefined ? null : <p className={styles['fault']}>{say(fault, { decimals: parameter.decimals })}</p>}
      {read.kind === 'ask' ? (
        <AskWhich readings={read.candidates.map(withoutZeros)} unit={parameter.unit} onPick={setTyped} />
      ) : null}
      {parameter.blind ? <p className={styles['help']}>{say('blind')}</p> : null}
      {parameter.blind || read.kind === 'ask' ? null : <LimitsScale parameter={parameter} value={value} />}
    </StepFrame>
  );
}

function faultOf(typed: string, { decimals }: Parameter): 'notANumber' | 'tooManyDecimals' | undefined {
  // A sign that waits for its digit is not yet a fault.
  if (typed === '' || /^-?\d*[.,]?$/.test(typed)) return undefined;
  const read = parseDecimal(typed);
  if (read.kind === 'not a number') return 'notANumber';
  return read.kind === 'value' && decimalsOf(read.text) > decimals ? 'tooManyDecimals' : undefined;
}

const mayBeNegative = ({ limits, unit }: Parameter): boolean =>
  unit === 'Cel' ||
  [limits.target, limits.stop?.low, limits.action?.low, limits.alert?.low].some((at) => at?.startsWith('-') === true);

/** "1.000" as a decimal is offered as 1, which is read the same way when it is typed again. */
const withoutZeros = (reading: string): string => (reading.includes('.') ? reading.replace(/\.?0+$/, '') : reading);

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
