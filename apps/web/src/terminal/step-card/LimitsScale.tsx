import { LIMIT_LEVELS, formatLimit } from '@autolog/domain/quantity/limits';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import type { Parameter } from '@autolog/domain/quantity/parameter';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { Scale } from '../../ui/Scale.js';
import { terminalPhrases } from '../language/phrases.js';
import { labelsFit, limitScaleOf } from '../../quantity/limit-scale.js';
import styles from './cards.module.css';

/** A value on a scale with the limits of its parameter. */
export function LimitsScale({ parameter, value }: Readonly<{ parameter: Parameter; value: string | undefined }>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  const scale = limitScaleOf(parameter.limits, language, parameter.unit);
  if (scale === undefined) return null;
  const marks = scale.marks.map(({ at, text: figure, level }) => ({ at, label: t(level, { at: figure }) }));
  const fits = labelsFit(scale);
  const formatted = value === undefined ? '–' : formatQuantity(value, parameter.unit, language);
  return (
    <div>
      <Scale
        low={scale.low}
        high={scale.high}
        value={value}
        from={scale.from}
        to={scale.to}
        marks={fits ? marks : marks.map(({ at }) => ({ at, label: '' }))}
        label={t('scaleOf', { value: formatted, low: scale.low, high: scale.high })}
      />
      {fits ? null : (
        <p className={styles['limits']}>
          <span>{t('limits')}</span>
          {LIMIT_LEVELS.toReversed()
            .filter((level) => parameter.limits[level] !== undefined)
            .map((level) => (
              <span key={level}>{t(level, { at: formatLimit(parameter.limits, level, language) })}</span>
            ))}
        </p>
      )}
    </div>
  );
}
