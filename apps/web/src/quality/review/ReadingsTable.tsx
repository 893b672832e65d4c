import type { BatchReply, ReadingsReply } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { instantOf } from '@autolog/domain/time';
import { ChartTable, type ChartWords } from '../../chart/ChartTable.js';
import type { Stretch } from '../../chart/gaps.js';
import { lowestHighest } from '../../chart/lowest-highest.js';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { Severity } from '../ExceptionTable.js';
import { durationInFigures } from '@autolog/domain/quantity/duration';
import { phrases } from '../phrases.js';
import { isGap } from '../deviation-words.js';
import { When } from '../When.js';
import { measured } from './drawing.js';
import { addressOfPlace } from './place.js';
import { stepSpans } from './time-axis.js';

/** The chart's window in tables: for the keyboard, for the ear, and for whoever wants the figure itself. */
export function ReadingsTable({
  batch,
  reply,
  window,
  now,
  name,
}: Readonly<{ batch: BatchReply; reply: ReadingsReply; window: Stretch; now: number; name: string }>) {
  const say = useSay(phrases);
  const text = useText();
  const language = useLanguage();
  const isSeen = (stretch: Stretch) => stretch.to >= window.from && stretch.from <= window.to;
  const steps = stepSpans(batch, now, language).filter(isSeen);
  const gaps = reply.gaps
    .map((gap) => ({ ...gap, span: { from: Date.parse(gap.from), to: Date.parse(gap.to) } }))
    .toSorted((a, b) => a.span.from - b.span.from);
  return (
    <ChartTable
      words={useChartWords(name)}
      steps={steps.map((span) => {
        const found = lowestHighest(reply.points, span);
        return {
          id: span.id,
          name: span.label,
          from: <When at={instantOf(span.from)} brief />,
          to: <When at={instantOf(span.to)} brief />,
          lowest: found === undefined ? '–' : measured(found[0], reply.unit, language),
          highest: found === undefined ? '–' : measured(found[1], reply.unit, language),
        };
      })}
      gaps={gaps
        .filter((gap) => isSeen(gap.span))
        .map((gap) => ({
          id: `${gap.from} ${gap.to} ${gap.reason}`,
          from: <When at={gap.from} />,
          to: <When at={gap.to} />,
          lasted: durationInFigures(gap.span.to - gap.span.from),
          reason: isGap(gap.reason) ? say(`gap_${gap.reason}`) : gap.reason,
          recovered: say(gap.recovered ? 'yes' : 'no'),
        }))}
      exceptions={batch.exceptions
        .toSorted((a, b) => a.raisedAt.localeCompare(b.raisedAt))
        .filter((exception) => isSeen({ from: Date.parse(exception.raisedAt), to: Date.parse(exception.raisedAt) }))
        .map((exception) => ({
          id: exception.id,
          at: <When at={exception.raisedAt} brief />,
          what: (
            <a href={addressOfPlace(batch.id, { exception: exception.id, window })}>
              {text(EXCEPTION_CLASSES[exception.class])}
            </a>
          ),
          level: <Severity of={exception} />,
        }))}
    />
  );
}

function useChartWords(signal: string): ChartWords {
  const say = useSay(phrases);
  return {
    all: say('asTable'),
    steps: say('tableSteps'),
    stepsEmpty: say('tableStepsEmpty'),
    gaps: say('tableGaps', { signal }),
    gapsEmpty: say('tableGapsNone'),
    exceptions: say('tableExceptions'),
    exceptionsEmpty: say('tableExceptionsNone'),
    step: say('columnStep'),
    from: say('columnFrom'),
    to: say('columnTo'),
    lowest: say('columnLowest'),
    highest: say('columnHighest'),
    lasted: say('columnDuration'),
    reason: say('columnReason'),
    recovered: say('columnRecovered'),
    severity: say('columnSeverity'),
    what: say('columnWhat'),
    when: say('columnTime'),
  };
}
