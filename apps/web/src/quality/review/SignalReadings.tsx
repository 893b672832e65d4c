import type { BatchReply } from '@autolog/contract/batch';
import type { ReadingsReply } from '@autolog/contract/reading';
import type { SignalName } from '@autolog/domain/device/signal';
import { instantOf } from '@autolog/domain/time';
import { useState } from 'react';
import { INSET } from '../../chart/uplot-chart.js';
import type { TimeRange } from '../../chart/gaps.js';
import { SignalChart, type ChartKeyActions } from '../../chart/SignalChart.js';
import { zoneOffsetChanges, zoneName } from '../../time/site-time.js';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { useView, type View } from '../../live/use-view.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { groupDigits } from '../format/group-digits.js';
import { qualityPhrases } from '../language/phrases.js';
import { useSiteZone } from '../../site/use-site-zone.js';
import { pointAtRow, chartContentOf } from './chart-content.js';
import { ReadingsTable } from './ReadingsTable.js';
import { limitLines } from './time-axis.js';
import styles from './Review.module.css';

const BUCKETS_MAX = 4_000;

type Props = Readonly<{
  batch: BatchReply;
  signal: SignalName;
  window: TimeRange;
  now: number;
  width: number;
  keys: ChartKeyActions;
  onRangeSelected: (timeRange: TimeRange) => void;
}>;

/** The readings of one period, fetched for the width of the chart. The previous ones stay until the next arrive. */
export function SignalReadings(props: Props) {
  const { batch, signal, window, width } = props;
  const buckets = Math.min(Math.max(Math.round(width), 100), BUCKETS_MAX);
  const query = new URLSearchParams({
    signal,
    from: instantOf(window.from),
    to: instantOf(window.to),
    width: String(buckets),
  });
  const view = useView<ReadingsReply>({
    stream: `batch/${batch.id}`,
    path: `/api/batches/${batch.id}/readings?${query}`,
  });
  const lastView = useLastReply(view, signal);
  return (
    <ViewContent view={lastView} loading={<Skeleton lines={6} />}>
      {(reply) => <SignalReadingsContent {...props} reply={reply} />}
    </ViewContent>
  );
}

/** While another period of the same signal is fetched, the previous one stays, so that the chart does not blink. */
function useLastReply(view: View<ReadingsReply>, signal: string): View<ReadingsReply> {
  const [kept, setKept] = useState<ReadingsReply>();
  const data = 'data' in view ? view.data : undefined;
  if (data !== undefined && data !== kept) setKept(data);
  if (view.kind === 'loading' && kept?.signal === signal) return { kind: 'stale', data: kept };
  return view;
}

function SignalReadingsContent({ reply, ...props }: Props & Readonly<{ reply: ReadingsReply }>) {
  const { batch, signal, window, now, width, keys, onRangeSelected } = props;
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  const zone = useSiteZone();
  const limits = limitLines(batch, signal, now, language, (level, limit) => t(`limit_${level}`, { limit }));
  const name = t(`signal_${signal as 'tempActual'}`);
  const plotWidth = width - INSET.left - INSET.right;
  const content = chartContentOf(reply, { window, limits, width: plotWidth, zone, language }, (duration) =>
    t('gap', { duration }),
  );
  return (
    <>
      <SignalChart
        content={content}
        width={width}
        label={name}
        instructions={t('chartKeys')}
        emptyText={reply.count === 0 ? t('chartNoReadings', { signal: name }) : t('cursorNone')}
        textOf={(row) => {
          const { at, value } = pointAtRow(content, row, reply.unit, zone, language);
          return value === undefined ? t('cursorGap', { at }) : t('cursorAt', { at, value });
        }}
        onRangeSelected={onRangeSelected}
        keys={keys}
      />
      <p className={styles['chartNote']}>
        {t('chartReadings', { count: reply.count, shown: groupDigits(reply.count) })} ·{' '}
        {t('chartZone', { zone: zoneName(window.to, zone, language) })} · {t('chartKeys')}
        {zoneOffsetChanges(window.from, window.to, zone) ? <b> {t('chartClockChanges')}</b> : null}
      </p>
      <ReadingsTable batch={batch} reply={reply} window={window} now={now} name={name} />
    </>
  );
}
