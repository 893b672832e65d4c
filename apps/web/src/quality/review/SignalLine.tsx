import type { BatchReply, ReadingsReply } from '@autolog/contract/batch';
import type { SignalName } from '@autolog/domain/device/signal';
import { instantOf } from '@autolog/domain/time';
import { useState } from 'react';
import { INSET } from '../../chart/Chart.js';
import type { Stretch } from '../../chart/gaps.js';
import { SignalChart, type ChartKeys } from '../../chart/SignalChart.js';
import { clockChanges, zoneName } from '../../chart/site-time.js';
import { useLanguage, useSay } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { useView, type View } from '../../live/use-view.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { grouped } from '../grouped.js';
import { phrases } from '../phrases.js';
import { useSiteZone } from '../site-zone.js';
import { atRow, drawingOf } from './drawing.js';
import { ReadingsTable } from './ReadingsTable.js';
import { limitLines } from './time-axis.js';
import styles from './Review.module.css';

const BUCKETS_MAX = 4_000;

type Props = Readonly<{
  batch: BatchReply;
  signal: SignalName;
  window: Stretch;
  now: number;
  width: number;
  keys: ChartKeys;
  onStretch: (stretch: Stretch) => void;
}>;

/** The device values of one window: fetched for the width they are drawn at, the last ones kept while the next come. */
export function SignalLine(props: Props) {
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
  const shown = useKept(view, signal);
  return (
    <Show of={shown} loading={<Skeleton lines={6} />}>
      {(reply) => <Drawn {...props} reply={reply} />}
    </Show>
  );
}

/** While another window of the same signal is fetched, the one before stays: a chart that blinks loses the eye. */
function useKept(view: View<ReadingsReply>, signal: string): View<ReadingsReply> {
  const [kept, setKept] = useState<ReadingsReply>();
  const data = 'data' in view ? view.data : undefined;
  if (data !== undefined && data !== kept) setKept(data);
  if (view.kind === 'loading' && kept?.signal === signal) return { kind: 'behind', data: kept };
  return view;
}

function Drawn({ reply, ...props }: Props & Readonly<{ reply: ReadingsReply }>) {
  const { batch, signal, window, now, width, keys, onStretch } = props;
  const say = useSay(phrases);
  const language = useLanguage();
  const zone = useSiteZone();
  const limits = limitLines(batch, signal, now, language, (level, limit) => say(`limit_${level}`, { limit }));
  const name = say(`signal_${signal as 'tempActual'}`);
  const plotWidth = width - INSET.left - INSET.right;
  const drawing = drawingOf(reply, { window, limits, width: plotWidth, zone, language }, (lasted) =>
    say('gap', { duration: lasted }),
  );
  return (
    <>
      <SignalChart
        drawing={drawing}
        width={width}
        label={name}
        instructions={say('chartKeys')}
        nothing={reply.count === 0 ? say('chartNoReadings', { signal: name }) : say('cursorNone')}
        textOf={(row) => {
          const { at, value } = atRow(drawing, row, reply.unit, zone, language);
          return value === undefined ? say('cursorGap', { at }) : say('cursorAt', { at, value });
        }}
        onStretch={onStretch}
        keys={keys}
      />
      <p className={styles['chartNote']}>
        {say('chartReadings', { count: reply.count, shown: grouped(reply.count) })} ·{' '}
        {say('chartZone', { zone: zoneName(window.to, zone, language) })} · {say('chartKeys')}
        {clockChanges(window.from, window.to, zone) ? <b> {say('chartClockChanges')}</b> : null}
      </p>
      <ReadingsTable batch={batch} reply={reply} window={window} now={now} name={name} />
    </>
  );
}
