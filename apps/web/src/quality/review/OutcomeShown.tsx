import type { StepLine } from '@autolog/contract/batch';
import { describeOutcome } from '@autolog/domain/batch/answer/describe-outcome';
import type { StepOutcome } from '@autolog/domain/batch/event';
import type { OutcomeLine, OutcomeNote } from '@autolog/domain/step-kind/described-outcome';
import { shortStamp, stamp } from '../../chart/site-time.js';
import { useLanguage, useSay } from '../../language/phrases.js';
import { phrases } from '../phrases.js';
import { useSiteZone } from '../site-zone.js';
import styles from './Review.module.css';

/** What a step recorded; earlier values stay, struck through, each with who corrected it, when and why. */
export function OutcomeShown({ line }: Readonly<{ line: StepLine }>) {
  const say = useSay(phrases);
  const language = useLanguage();
  const zone = useSiteZone();
  if (line.status === 'not_applicable')
    return <span className={styles['quiet']}>{say('notApplicableBecause', { because: line.because ?? '–' })}</span>;
  if (line.outcome === undefined) return '–';
  return (
    <div className={styles['stack']}>
      {line.corrected.map((correction) => (
        <div key={correction.at} className={styles['stack']}>
          <s>
            <Lines line={line} outcome={correction.was} />
          </s>
          <span className={styles['quiet']}>
            {say('correctedBy', {
              at: shortStamp(correction.at, zone, language),
              name: correction.byName ?? say('someone'),
              reason: correction.reason,
            })}
          </span>
        </div>
      ))}
      <Lines line={line} outcome={line.outcome} notes />
    </div>
  );
}

function Lines({ line, outcome, notes }: Readonly<{ line: StepLine; outcome: StepOutcome; notes?: boolean }>) {
  const say = useSay(phrases);
  const language = useLanguage();
  const zone = useSiteZone();
  const described = describeOutcome(line.step, outcome, language);
  const note = (one: OutcomeNote): string => {
    switch (one.kind) {
      case 'typed':
        return say('noteTyped', { as: one.as });
      case 'explained':
        return one.as;
      case 'byHand':
        return say('noteByHand');
      case 'opened':
        return say('noteOpened');
      case 'measured':
        return say('noteMeasured', { at: stamp(one.at, zone, language) });
      case 'shownSince':
        return say('noteShownSince', { at: stamp(one.at, zone, language) });
    }
  };
  return (
    <>
      {described.lines.length === 0 ? <span>{say('stepStatus_done')}</span> : null}
      {described.lines.map((each) => (
        <Line key={`${each.label ?? ''} ${each.text}`} of={each} />
      ))}
      {notes === true
        ? described.notes.map((one) => (
            <span key={one.kind} className={styles['quiet']}>
              {note(one)}
            </span>
          ))
        : null}
    </>
  );
}

const Line = ({ of }: Readonly<{ of: OutcomeLine }>) => (
  <span className={of.unexpected === true ? styles['unexpected'] : undefined}>
    {of.unexpected === true ? <span aria-hidden>▲ </span> : null}
    {of.label === undefined ? null : `${of.label}: `}
    <span className={of.figure ? styles['value'] : undefined}>{of.text}</span>
  </span>
);
