import { decimalsOf } from '@autolog/domain/quantity/decimal';
import { parseDecimal } from '@autolog/domain/quantity/parse-decimal';
import { formatQuantity, quantityInWords } from '@autolog/domain/quantity/format-quantity';
import { UNITS } from '@autolog/domain/quantity/unit';
import type { Parameter } from '@autolog/domain/quantity/parameter';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { AmbiguousNumberChoice } from '../../quantity/AmbiguousNumberChoice.js';
import { Keypad } from '../../quantity/Keypad.js';
import { terminalPhrases } from '../language/phrases.js';
import { useDraft } from './drafts.js';
import { LimitsScale } from './LimitsScale.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';
import type { CardProps } from './card-props.js';

/** A figure typed on the keypad, shown among its limits and read back in words before it is sent (T20). */
export function EntryCard({ step, frame, draft, onAnswer }: CardProps<'entry'>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const label = useConfirmLabel(frame.needsSignature);
  const [typed, setTyped] = useDraft(draft);
  const { parameter } = step;
  const parsed = parseDecimal(typed);
  const value = parsed.kind === 'value' ? parsed.text : undefined;
  const fault = entryFault(typed, parameter);
  const formatted = value === undefined ? undefined : formatQuantity(value, parameter.unit, language);
  const disabledReason = typed === '' ? 'typeValue' : parsed.kind === 'ask' ? 'askWhich' : fault;
  return (
    <StepFrame
      frame={frame}
      pad={<Keypad text={typed} onText={setTyped} negative={mayBeNegative(parameter)} />}
      confirm={{
        label: formatted === undefined ? t('confirm') : label(formatted),
        disabledReason: disabledReason === undefined ? undefined : t(disabledReason, { decimals: parameter.decimals }),
        onPress: () => formatted === undefined || onAnswer({ kind: 'entry', typed }, formatted),
      }}
      help={
        typed === '' ? undefined : (
          <p className={styles['help']}>
            {value === undefined ? null : asSentence(quantityInWords(value, parameter.unit, language))}
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
      {fault === undefined ? null : <p className={styles['fault']}>{t(fault, { decimals: parameter.decimals })}</p>}
      {parsed.kind === 'ask' ? (
        <AmbiguousNumberChoice
          candidates={parsed.candidates.map(withoutTrailingZeros)}
          unit={parameter.unit}
          onPick={setTyped}
        />
      ) : null}
      {parameter.blind ? <p className={styles['help']}>{t('blind')}</p> : null}
      {parameter.blind || parsed.kind === 'ask' ? null : <LimitsScale parameter={parameter} value={value} />}
    </StepFrame>
  );
}

function entryFault(typed: string, { decimals }: Parameter): 'notANumber' | 'tooManyDecimals' | undefined {
  // A minus or a decimal sign that waits for its digit is not a fault yet.
  if (typed === '' || /^-?\d*[.,]?$/.test(typed)) return undefined;
  const parsed = parseDecimal(typed);
  if (parsed.kind === 'not a number') return 'notANumber';
  return parsed.kind === 'value' && decimalsOf(parsed.text) > decimals ? 'tooManyDecimals' : undefined;
}

const mayBeNegative = ({ limits, unit }: Parameter): boolean =>
  unit === 'Cel' ||
  [limits.target, limits.stop?.low, limits.action?.low, limits.alert?.low].some((at) => at?.startsWith('-') === true);

/** "1.000" as a decimal is offered as 1, which cannot be read in two ways. */
const withoutTrailingZeros = (candidate: string): string =>
  candidate.includes('.') ? candidate.replace(/\.?0+$/, '') : candidate;

const asSentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
