import type { BatchReply } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { isSignalName, type SignalName } from '@autolog/domain/device/signal';
import { INSET } from '../../chart/uplot-chart.js';
import type { TimeRange } from '../../chart/gaps.js';
import { SpanTrack, MarkTrack, type TimelineMark } from '../../chart/Tracks.js';
import { useWidth } from '../../chart/use-width.js';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { Select } from '../../ui/Select.js';
import { qualityPhrases } from '../language/phrases.js';
import { useSiteZone } from '../../site/use-site-zone.js';
import { formatBrief } from './chart-content.js';
import { reviewHref } from './review-address.js';
import { SignalReadings } from './SignalReadings.js';
import { operationSpans, panned, signalsFor, stepSpans, windowAround, clampWindow, zoomed } from './time-axis.js';
import styles from './Review.module.css';

/** After a shift, half of the previous period is still visible. */
const PAN_SHARE = 0.5;

type Props = Readonly<{
  batch: BatchReply;
  whole: TimeRange;
  now: number;
  signal: SignalName;
  window: TimeRange;
  onSignal: (signal: SignalName) => void;
  /** Undefined: the whole batch. */
  onWindow: (window: TimeRange | undefined) => void;
  onException: (exception: string) => void;
}>;

/** Steps, device values, limits, gaps and exceptions on one time axis (Q4). */
export function Timeline(props: Props) {
  const { batch, whole, window, now, signal, onWindow, onException } = props;
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  const zone = useSiteZone();
  const { container, width } = useWidth();
  const marks = useMarks(batch, window);
  const zoomTo = (span: TimeRange) => onWindow(clampWindow(windowAround(span), whole));
  const zoomLabel = (span: Readonly<{ label: string }>) => t('goToSpan', { name: span.label });
  const zoom = (isCloser: boolean, about = (window.from + window.to) / 2) =>
    onWindow(zoomed(window, whole, about, isCloser));
  const shift = (share: number) => onWindow(panned(window, whole, share));
  const facts = { from: formatBrief(window.from, zone, language), to: formatBrief(window.to, zone, language) };
  const plotWidth = (width ?? 0) - INSET.left - INSET.right;
  const track = { window, width: plotWidth, spanLabel: zoomLabel, onOpen: zoomTo };
  return (
    <Panel title={t('chart')} aside={t('chartOf', { signal: t(`signal_${chartedSignal(signal)}`), ...facts })}>
      <TimelineToolbar {...props} onZoom={zoom} onShift={shift} />
      <div ref={container} className={styles['chart']}>
        {plotWidth <= 0 ? null : (
          <>
            <SpanTrack name={t('trackOperations')} spans={operationSpans(batch, now, language)} {...track} />
            <SpanTrack name={t('trackSteps')} spans={stepSpans(batch, now, language)} {...track} />
            <MarkTrack name={t('trackExceptions')} marks={marks} window={window} width={plotWidth} />
            <SignalReadings
              batch={batch}
              signal={signal}
              window={window}
              now={now}
              width={width ?? 0}
              onRangeSelected={(timeRange) => onWindow(clampWindow(timeRange, whole))}
              keys={{
                onZoomIn: (about) => zoom(true, about),
                onZoomOut: (about) => zoom(false, about),
                onPanEarlier: () => shift(-PAN_SHARE),
                onPanLater: () => shift(PAN_SHARE),
                onShowAll: () => onWindow(undefined),
                onOpen: (at) => {
                  const nearest = marks.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
                  if (nearest !== undefined) onException(nearest.id);
                },
              }}
            />
          </>
        )}
      </div>
    </Panel>
  );
}

function TimelineToolbar({
  batch,
  signal,
  onSignal,
  onWindow,
  onZoom,
  onShift,
}: Props & Readonly<{ onZoom: (closer: boolean) => void; onShift: (share: number) => void }>) {
  const t = usePhrases(qualityPhrases);
  return (
    <div className={styles['chartBar']}>
      <Select
        label={t('signal')}
        placeholder={t('chooseSignal')}
        options={signalsFor(batch).map((name) => ({ id: name, label: t(`signal_${chartedSignal(name)}`) }))}
        chosen={signal}
        onChoose={(name) => (isSignalName(name) ? onSignal(name) : undefined)}
      />
      <div className={styles['chartButtons']}>
        <Button onPress={() => onShift(-PAN_SHARE)}>{t('earlier')}</Button>
        <Button onPress={() => onShift(PAN_SHARE)}>{t('later')}</Button>
        <Button onPress={() => onZoom(true)}>{t('closer')}</Button>
        <Button onPress={() => onZoom(false)}>{t('wider')}</Button>
        <Button onPress={() => onWindow(undefined)}>{t('wholeBatch')}</Button>
      </div>
    </div>
  );
}

function useMarks(batch: BatchReply, window: TimeRange): readonly TimelineMark[] {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  return batch.exceptions.map((exception) => ({
    id: exception.id,
    at: Date.parse(exception.raisedAt),
    level: exception.severity,
    label: `${t(`severity_${exception.severity}`)}: ${text(EXCEPTION_CLASSES[exception.class])}`,
    href: reviewHref(batch.id, { exception: exception.id, window }),
  }));
}

/** Only charted signals have a name here (phrases.spec.ts); the address may name another. */
const chartedSignal = (signal: SignalName): 'tempActual' => signal as 'tempActual';
