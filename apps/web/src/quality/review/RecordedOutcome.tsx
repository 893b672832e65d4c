import type { StepLine } from '@autolog/contract/batch';
import type { StepOutcome } from '@autolog/domain/batch/event';
import { formatShortTimestamp, formatTimestamp } from '../../time/site-time.js';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { describeOutcome } from '@autolog/domain/batch/answer/describe-outcome';
import type { OutcomeLine, OutcomeNote } from '@autolog/domain/step-kind/described-outcome';
import { qualityPhrases } from '../language/phrases.js';
import { useSiteZone } from '../../site/use-site-zone.js';
import styles from './Review.module.css';

/** What a step recorded; earlier values stay, struck through, each with who corrected it, when and why. */
export function RecordedOutcome({ line }: Readonly<{ line: StepLine }>) {
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  const zone = useSiteZone();
  if (line.status === 'not_applicable')
    return <span className={styles['quiet']}>{t('notApplicableBecause', { because: line.because ?? '–' })}</span>;
  if (line.outcome === undefined) return '–';
  return (
    <div className={styles['stack']}>
      {line.corrected.map((correction) => (
        <div key={correction.at} className={styles['stack']}>
          <s>
            <OutcomeLines line={line} outcome={correction.was} />
          </s>
          <span className={styles['quiet']}>
            {t('correctedBy', {
              at: formatShortTimestamp(correction.at, zone, language),
              name: correction.byName ?? t('someone'),
              reason: correction.reason,
            })}
          </span>
        </div>
      ))}
      <OutcomeLines line={line} outcome={line.outcome} notes />
    </div>
  );
}

function OutcomeLines({ line, outcome, notes }: Readonly<{ line: StepLine; outcome: StepOutcome; notes?: boolean }>) {
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  const zone = useSiteZone();
  const described = describeOutcome(line.step, outcome, language);
  const noteText = (note: OutcomeNote): string => {
    switch (note.kind) {
      case 'typed':
        return t('noteTyped', { as: note.as });
      case 'explained':
        return note.as;
      case 'byHand':
        return t('noteByHand');
      case 'opened':
        return t('noteOpened');
      case 'measured':
        return t('noteMeasured', { at: formatTimestamp(note.at, zone, language) });
      case 'shownSince':
        return t('noteShownSince', { at: formatTimestamp(note.at, zone, language) });
    }
  };
  return (
    <>
      {described.lines.length === 0 ? <span>{t('stepStatus_done')}</span> : null}
      {described.lines.map((each) => (
        <OutcomeLineText key={`${each.label ?? ''} ${each.text}`} line={each} />
      ))}
      {notes === true
        ? described.notes.map((note) => (
            <span key={note.kind} className={styles['quiet']}>
              {noteText(note)}
            </span>
          ))
        : null}
    </>
  );
}

const OutcomeLineText = ({ line }: Readonly<{ line: OutcomeLine }>) => (
  <span className={line.unexpected === true ? styles['unexpected'] : undefined}>
    {line.unexpected === true ? <span aria-hidden>▲ </span> : null}
    {line.label === undefined ? null : `${line.label}: `}
    <span className={line.figure ? styles['value'] : undefined}>{line.text}</span>
  </span>
);
