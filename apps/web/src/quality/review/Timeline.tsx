import type { BatchReply } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { isSignalName, type SignalName } from '@autolog/domain/device/signal';
import { INSET } from '../../chart/Chart.js';
import type { Stretch } from '../../chart/gaps.js';
import { Lane, MarkLane, type Mark } from '../../chart/Lanes.js';
import { useWidth } from '../../chart/use-width.js';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { PickOne } from '../../ui/PickOne.js';
import { phrases } from '../phrases.js';
import { useSiteZone } from '../site-zone.js';
import { brief } from './drawing.js';
import { addressOfPlace } from './place.js';
import { SignalLine } from './SignalLine.js';
import { operationSpans, panned, signalsFor, stepSpans, windowAround, within, zoomed } from './time-axis.js';
import styles from './Review.module.css';

/** Half of what is seen stays seen after a shift, so that nobody loses the thread. */
const SHIFT = 0.5;

type Props = Readonly<{
  batch: BatchReply;
  whole: Stretch;
  now: number;
  signal: SignalName;
  window: Stretch;
  onSignal: (signal: SignalName) => void;
  /** Undefined: the whole batch. */
  onWindow: (window: Stretch | undefined) => void;
  onException: (exception: string) => void;
}>;

/** Steps, device values, limits, gaps and exceptions on one time axis (Q4). */
export function Timeline(props: Props) {
  const { batch, whole, window, now, signal, onWindow, onException } = props;
  const say = useSay(phrases);
  const language = useLanguage();
  const zone = useSiteZone();
  const { place, width } = useWidth();
  const marks = useMarks(batch, window);
  const zoomTo = (span: Stretch) => onWindow(within(windowAround(span), whole));
  const sayZoom = (span: Readonly<{ label: string }>) => say('goToSpan', { name: span.label });
  const zoom = (closer: boolean, about = (window.from + window.to) / 2) =>
    onWindow(zoomed(window, whole, about, closer));
  const shift = (share: number) => onWindow(panned(window, whole, share));
  const facts = { from: brief(window.from, zone, language), to: brief(window.to, zone, language) };
  const plotWidth = (width ?? 0) - INSET.left - INSET.right;
  const lane = { window, width: plotWidth, say: sayZoom, onOpen: zoomTo };
  return (
    <Panel title={say('chart')} aside={say('chartOf', { signal: say(`signal_${charted(signal)}`), ...facts })}>
      <Bar {...props} onZoom={zoom} onShift={shift} />
      <div ref={place} className={styles['chart']}>
        {plotWidth <= 0 ? null : (
          <>
            <Lane name={say('laneOperations')} spans={operationSpans(batch, now, language)} {...lane} />
            <Lane name={say('laneSteps')} spans={stepSpans(batch, now, language)} {...lane} />
            <MarkLane name={say('laneExceptions')} marks={marks} window={window} width={plotWidth} />
            <SignalLine
              batch={batch}
              signal={signal}
              window={window}
              now={now}
              width={width ?? 0}
              onStretch={(stretch) => onWindow(within(stretch, whole))}
              keys={{
                onCloser: (about) => zoom(true, about),
                onWider: (about) => zoom(false, about),
                onEarlier: () => shift(-SHIFT),
                onLater: () => shift(SHIFT),
                onWhole: () => onWindow(undefined),
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

function Bar({
  batch,
  signal,
  onSignal,
  onWindow,
  onZoom,
  onShift,
}: Props & Readonly<{ onZoom: (closer: boolean) => void; onShift: (share: number) => void }>) {
  const say = useSay(phrases);
  return (
    <div className={styles['chartBar']}>
      <PickOne
        label={say('signal')}
        nothing={say('chooseSignal')}
        options={signalsFor(batch).map((name) => ({ id: name, label: say(`signal_${charted(name)}`) }))}
        chosen={signal}
        onChoose={(name) => (isSignalName(name) ? onSignal(name) : undefined)}
      />
      <div className={styles['chartButtons']}>
        <Button onPress={() => onShift(-SHIFT)}>{say('earlier')}</Button>
        <Button onPress={() => onShift(SHIFT)}>{say('later')}</Button>
        <Button onPress={() => onZoom(true)}>{say('closer')}</Button>
        <Button onPress={() => onZoom(false)}>{say('wider')}</Button>
        <Button onPress={() => onWindow(undefined)}>{say('wholeBatch')}</Button>
      </div>
    </div>
  );
}

function useMarks(batch: BatchReply, window: Stretch): readonly Mark[] {
  const say = useSay(phrases);
  const text = useText();
  return batch.exceptions.map((exception) => ({
    id: exception.id,
    at: Date.parse(exception.raisedAt),
    level: exception.severity,
    label: `${say(`severity_${exception.severity}`)}: ${text(EXCEPTION_CLASSES[exception.class])}`,
    href: addressOfPlace(batch.id, { exception: exception.id, window }),
  }));
}

/** Only signals with a figure have a name here (CHARTED, phrases.spec.ts); the address may name another. */
const charted = (signal: SignalName): 'tempActual' => signal as 'tempActual';
