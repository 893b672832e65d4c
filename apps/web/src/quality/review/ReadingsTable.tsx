import type { BatchReply } from '@autolog/contract/batch';
import type { ReadingsReply } from '@autolog/contract/reading';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { durationInFigures } from '@autolog/domain/quantity/duration';
import { instantOf } from '@autolog/domain/time';
import { ChartTable, type ChartTexts } from '../../chart/ChartTable.js';
import type { TimeRange } from '../../chart/gaps.js';
import { lowestHighest } from '../../chart/lowest-highest.js';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { SeverityTag } from '../exception-table/SeverityTag.js';
import { qualityPhrases } from '../language/phrases.js';
import { isGapReason } from '../exception-table/exception-detail.js';
import { Timestamp } from '../../site/Timestamp.js';
import { formatMeasured } from './chart-content.js';
import { reviewHref } from './review-address.js';
import { stepSpans } from './time-axis.js';

/** The period of the chart as tables: for keyboards, for screen readers, and for exact values. */
export function ReadingsTable({
  batch,
  reply,
  window,
  now,
  name,
}: Readonly<{ batch: BatchReply; reply: ReadingsReply; window: TimeRange; now: number; name: string }>) {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  const language = useLanguage();
  const isInWindow = (timeRange: TimeRange) => timeRange.to >= window.from && timeRange.from <= window.to;
  const steps = stepSpans(batch, now, language).filter(isInWindow);
  const gaps = reply.gaps
    .map((gap) => ({ ...gap, span: { from: Date.parse(gap.from), to: Date.parse(gap.to) } }))
    .toSorted((a, b) => a.span.from - b.span.from);
  return (
    <ChartTable
      texts={useChartTexts(name)}
      steps={steps.map((span) => {
        const found = lowestHighest(reply.points, span);
        return {
          id: span.id,
          name: span.label,
          from: <Timestamp at={instantOf(span.from)} brief />,
          to: <Timestamp at={instantOf(span.to)} brief />,
          lowest: found === undefined ? '–' : formatMeasured(found[0], reply.unit, language),
          highest: found === undefined ? '–' : formatMeasured(found[1], reply.unit, language),
        };
      })}
      gaps={gaps
        .filter((gap) => isInWindow(gap.span))
        .map((gap) => ({
          id: `${gap.from} ${gap.to} ${gap.reason}`,
          from: <Timestamp at={gap.from} />,
          to: <Timestamp at={gap.to} />,
          lasted: durationInFigures(gap.span.to - gap.span.from),
          reason: isGapReason(gap.reason) ? t(`gap_${gap.reason}`) : gap.reason,
          recovered: t(gap.recovered ? 'yes' : 'no'),
        }))}
      exceptions={batch.exceptions
        .toSorted((a, b) => a.raisedAt.localeCompare(b.raisedAt))
        .filter((exception) => isInWindow({ from: Date.parse(exception.raisedAt), to: Date.parse(exception.raisedAt) }))
        .map((exception) => ({
          id: exception.id,
          at: <Timestamp at={exception.raisedAt} brief />,
          what: (
            <a href={reviewHref(batch.id, { exception: exception.id, window })}>
              {text(EXCEPTION_CLASSES[exception.class])}
            </a>
          ),
          level: <SeverityTag exception={exception} />,
        }))}
    />
  );
}

function useChartTexts(signal: string): ChartTexts {
  const t = usePhrases(qualityPhrases);
  return {
    all: t('asTable'),
    steps: t('tableSteps'),
    stepsEmpty: t('tableStepsEmpty'),
    gaps: t('tableGaps', { signal }),
    gapsEmpty: t('tableGapsNone'),
    exceptions: t('tableExceptions'),
    exceptionsEmpty: t('tableExceptionsNone'),
    step: t('columnStep'),
    from: t('columnFrom'),
    to: t('columnTo'),
    lowest: t('columnLowest'),
    highest: t('columnHighest'),
    lasted: t('columnDuration'),
    reason: t('columnReason'),
    recovered: t('columnRecovered'),
    severity: t('columnSeverity'),
    what: t('columnWhat'),
    when: t('columnTime'),
  };
}
