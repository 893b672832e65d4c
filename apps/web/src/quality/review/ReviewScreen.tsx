import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { useEffect, useRef, useState } from 'react';
import type { TimeRange } from '../../chart/gaps.js';
import { usePhrases } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { SectionErrorBoundary } from '../../site/SectionErrorBoundary.js';
import { goTo } from '../../ui/address.js';
import { Banner } from '../../ui/Banner.js';
import { Panel } from '../../ui/Panel.js';
import { ExceptionTable, exceptionRowKey } from '../exception-table/ExceptionTable.js';
import { qualityPhrases } from '../language/phrases.js';
import { worstFirst } from '../exception-table/worst-first.js';
import { BlockersPanel } from './BlockersPanel.js';
import type { RecordedDecision } from './Decisions.js';
import { ReviewHeader } from './ReviewHeader.js';
import { EMPTY_DRAFT, ExceptionDetails, type AssessmentDraft } from './ExceptionDetails.js';
import {
  reviewHref,
  parseReviewAddress,
  without,
  reviewAddressSegments,
  type ReviewAddress,
} from './review-address.js';
import { useBatchView } from '../../batch/batch.view.js';
import { useChartNow } from './review.view.js';
import { StepsPanel } from './StepsPanel.js';
import { Timeline } from './Timeline.js';
import { signalsFor, batchTimeRange, windowAround, clampWindow } from './time-axis.js';
import { useDisabledReason } from './use-disabled-reason.js';
import { ReviewSummaryBar } from './ReviewSummaryBar.js';
import styles from './Review.module.css';

type ReviewScreenProps = Readonly<{ batch: string; segments: readonly string[]; me: MeReply }>;

/** The review of one batch: its figures, its exceptions, what is missing, and the whole record below. */
export const ReviewScreen = ({ batch, segments, me }: ReviewScreenProps) => (
  <ViewContent view={useBatchView(batch)}>
    {(reply, mayAct) => <Review batch={reply} address={parseReviewAddress(segments)} me={me} mayAct={mayAct} />}
  </ViewContent>
);

type Props = Readonly<{ batch: BatchReply; address: ReviewAddress; me: MeReply; mayAct: boolean }>;

function Review({ batch, address, me, mayAct }: Props) {
  const t = usePhrases(qualityPhrases);
  const [recorded, setRecorded] = useState<RecordedDecision | 'recordedAssess'>();
  const { chart, showChart } = useScrollToChart(address);
  const now = useChartNow(batch);
  const whole = batchTimeRange(batch, now);
  const navigate = (next: ReviewAddress) => goTo(...reviewAddressSegments(batch.id, next));
  const focusedOn = (timeRange: TimeRange): ReviewAddress =>
    whole === undefined ? address : { ...address, window: clampWindow(windowAround(timeRange), whole) };
  return (
    <>
      <ReviewHeader batch={batch} me={me} mayAct={mayAct} onRecorded={setRecorded} />
      {recorded === undefined ? null : <Banner level="calm">{t(recorded)}</Banner>}
      <ReviewSummaryBar batch={batch} />
      <ExceptionsSection
        batch={batch}
        address={address}
        me={me}
        mayAct={mayAct}
        onRecorded={() => setRecorded('recordedAssess')}
        onClose={() => navigate(without(address, 'exception'))}
        onShowInChart={(at) => {
          navigate(focusedOn({ from: at, to: at }));
          showChart();
        }}
      />
      {/* Only parts that no decision depends on: when the figures cannot be shown, the buttons are not shown either. */}
      <div ref={chart} className={styles['part']}>
        <SectionErrorBoundary resetKey={batch}>
          {whole === undefined ? (
            <Panel title={t('chart')}>{t('chartNotStarted')}</Panel>
          ) : (
            <Timeline
              batch={batch}
              whole={whole}
              now={now}
              signal={address.signal ?? signalsFor(batch)[0] ?? 'tempActual'}
              window={address.window === undefined ? whole : clampWindow(address.window, whole)}
              onSignal={(signal) => navigate({ ...address, signal })}
              onWindow={(next) =>
                navigate(next === undefined ? without(address, 'window') : { ...address, window: next })
              }
              onException={(exception) => navigate({ ...address, exception })}
            />
          )}
        </SectionErrorBoundary>
      </div>
      <StepsPanel
        batch={batch}
        hrefOf={(line) => reviewHref(batch.id, { ...focusedOn(timeRangeOf(line, now)), ...signalOf(line) })}
        onShow={showChart}
      />
    </>
  );
}

/** Scrolls to the chart, and again after its tracks have their new height. */
function useScrollToChart({ window, signal }: ReviewAddress) {
  const chart = useRef<HTMLDivElement>(null);
  const wanted = useRef(false);
  const showChart = () => {
    wanted.current = true;
    chart.current?.scrollIntoView({ block: 'start' });
  };
  useEffect(() => {
    if (wanted.current) chart.current?.scrollIntoView({ block: 'start' });
    wanted.current = false;
  }, [window?.from, window?.to, signal]);
  return { chart, showChart };
}

const timeRangeOf = (line: StepLine, now: number): TimeRange => ({
  from: Date.parse(line.startedAt ?? line.performedAt ?? ''),
  to: line.performedAt === undefined ? now : Date.parse(line.performedAt),
});

/** For a step that records a device value the chart shows that signal. */
const signalOf = ({ step }: StepLine): Pick<ReviewAddress, 'signal'> =>
  step.kind === 'device' ? { signal: step.signal } : {};

/** The exceptions on the left; the open exception and what is missing on the right. */
function ExceptionsSection({
  batch,
  address,
  me,
  mayAct,
  onRecorded,
  onClose,
  onShowInChart,
}: Props & Readonly<{ onRecorded: () => void; onClose: () => void; onShowInChart: (at: number) => void }>) {
  const t = usePhrases(qualityPhrases);
  const disabledReasonFor = useDisabledReason(me, mayAct);
  const [drafts, setDrafts] = useState<Readonly<Record<string, AssessmentDraft>>>({});
  const openException = batch.exceptions.find((exception) => exception.id === address.exception);
  const rows = worstFirst(batch.exceptions).map((exception) => ({ exception, batch }));
  return (
    <div className={styles['two']}>
      <Panel title={t('exceptionsOfBatch')} aside={t('exceptionsShown', { count: rows.length })}>
        <ExceptionTable
          caption={t('exceptionsOf', { number: batch.number })}
          rows={rows}
          marked={openException === undefined ? undefined : exceptionRowKey({ exception: openException, batch })}
          empty={t('exceptionsNoneRaised')}
        />
      </Panel>
      <div className={styles['right']}>
        {openException === undefined ? null : (
          <ExceptionDetails
            key={openException.id}
            batch={batch}
            exception={openException}
            draft={drafts[openException.id] ?? EMPTY_DRAFT}
            disabledReason={disabledReasonFor(['exception.assess'])}
            onDraft={(draft) => setDrafts({ ...drafts, [openException.id]: draft })}
            onRecorded={onRecorded}
            onClose={onClose}
            onShowInChart={() => onShowInChart(Date.parse(openException.raisedAt))}
          />
        )}
        <BlockersPanel batch={batch} />
      </div>
    </div>
  );
}
