import { LIMIT_LEVELS, formatLimit } from '@autolog/domain/quantity/limits';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import type { Parameter } from '@autolog/domain/quantity/parameter';
import { useLanguage, useSay } from '../../language/phrases.js';
import { Scale } from '../../ui/Scale.js';
import { terminalPhrases } from '../phrases.js';
import { labelsFit, scaleOf } from './scale-of.js';
import styles from './cards.module.css';

/** Where a value stands among the limits of its parameter, each limit with its name. */
export function LimitsScale({ parameter, value }: Readonly<{ parameter: Parameter; value: string | undefined }>) {
  const say = useSay(terminalPhrases);
  const language = useLanguage();
  const scale = scaleOf(parameter.limits, language, parameter.unit);
  if (scale === undefined) return null;
  const marks = scale.marks.map(({ at, shown: figure, level }) => ({ at, label: say(level, { at: figure }) }));
  const fits = labelsFit(scale);
  const printed = value === undefined ? '–' : formatQuantity(value, parameter.unit, language);
  return (
    <div>
      <Scale
        low={scale.low}
        high={scale.high}
        value={value}
        from={scale.from}
        to={scale.to}
        marks={fits ? marks : marks.map(({ at }) => ({ at, label: '' }))}
        label={say('scaleOf', { value: printed, low: scale.low, high: scale.high })}
      />
      {fits ? null : (
        <p className={styles['limits']}>
          <span>{say('limits')}</span>
          {LIMIT_LEVELS.toReversed()
            .filter((level) => parameter.limits[level] !== undefined)
            .map((level) => (
              <span key={level}>{say(level, { at: formatLimit(parameter.limits, level, language) })}</span>
            ))}
        </p>
      )}
    </div>
  );
}
