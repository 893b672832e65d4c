import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { useEffect, useRef, useState } from 'react';
import type { Stretch } from '../../chart/gaps.js';
import { useSay } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { Part } from '../../site/Part.js';
import { goTo } from '../../ui/address.js';
import { Banner } from '../../ui/Banner.js';
import { Panel } from '../../ui/Panel.js';
import { ExceptionTable, keyOf } from '../ExceptionTable.js';
import { phrases } from '../phrases.js';
import { worstFirst } from '../severity.js';
import { Before } from './Before.js';
import type { Recorded } from './Decisions.js';
import { Head } from './Head.js';
import { NO_DRAFT, OpenedException, type Draft } from './OpenedException.js';
import { addressOfPlace, readPlace, without, wordsOfPlace, type Place } from './place.js';
import { useBatchView, useNow } from './review.view.js';
import { Steps } from './Steps.js';
import { Timeline } from './Timeline.js';
import { signalsFor, wholeBatch, windowAround, within } from './time-axis.js';
import { useCannot } from './use-cannot.js';
import { Verdict } from './Verdict.js';
import styles from './Review.module.css';

type Address = Readonly<{ batch: string; place: readonly string[]; me: MeReply }>;

/** One batch as quality judges it: the verdict, what deviates, what stands in the way, and the whole record below. */
export const ReviewScreen = ({ batch, place, me }: Address) => (
  <Show of={useBatchView(batch)}>
    {(reply, mayAct) => <Review batch={reply} place={readPlace(place)} me={me} mayAct={mayAct} />}
  </Show>
);

type Props = Readonly<{ batch: BatchReply; place: Place; me: MeReply; mayAct: boolean }>;

function Review({ batch, place, me, mayAct }: Props) {
  const say = useSay(phrases);
  const [recorded, setRecorded] = useState<Recorded | 'recordedAssess'>();
  const { chart, showChart } = useScrollToChart(place);
  const now = useNow(batch);
  const whole = wholeBatch(batch, now);
  const go = (next: Place) => goTo(...wordsOfPlace(batch.id, next));
  const seen = (stretch: Stretch): Place =>
    whole === undefined ? place : { ...place, window: within(windowAround(stretch), whole) };
  return (
    <>
      <Head batch={batch} me={me} mayAct={mayAct} onRecorded={setRecorded} />
      {recorded === undefined ? null : <Banner level="calm">{say(recorded)}</Banner>}
      <Verdict batch={batch} />
      <Judged
        batch={batch}
        place={place}
        me={me}
        mayAct={mayAct}
        onRecorded={() => setRecorded('recordedAssess')}
        onClose={() => go(without(place, 'exception'))}
        onShow={(at) => {
          go(seen({ from: at, to: at }));
          showChart();
        }}
      />
      {/* Only what nobody decides by: where the verdict cannot be drawn there is no key to sign it either. */}
      <div ref={chart} className={styles['part']}>
        <Part shows={batch}>
          {whole === undefined ? (
            <Panel title={say('chart')}>{say('chartNotStarted')}</Panel>
          ) : (
            <Timeline
              batch={batch}
              whole={whole}
              now={now}
              signal={place.signal ?? signalsFor(batch)[0] ?? 'tempActual'}
              window={place.window === undefined ? whole : within(place.window, whole)}
              onSignal={(signal) => go({ ...place, signal })}
              onWindow={(next) => go(next === undefined ? without(place, 'window') : { ...place, window: next })}
              onException={(exception) => go({ ...place, exception })}
            />
          )}
        </Part>
      </div>
      <Steps
        batch={batch}
        hrefOf={(line) => addressOfPlace(batch.id, { ...seen(stretchOf(line, now)), ...signalOf(line) })}
        onShow={showChart}
      />
    </>
  );
}

/** Brings the chart into view, and once more when its lanes have got their new height. */
function useScrollToChart({ window, signal }: Place) {
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

const stretchOf = (line: StepLine, now: number): Stretch => ({
  from: Date.parse(line.startedAt ?? line.performedAt ?? ''),
  to: line.performedAt === undefined ? now : Date.parse(line.performedAt),
});

/** A step that captures a device value is looked at in that value. */
const signalOf = ({ step }: StepLine): Pick<Place, 'signal'> => (step.kind === 'device' ? { signal: step.signal } : {});

/** What deviates on the left; on the right the exception that is open, and why the batch cannot go on yet. */
function Judged({
  batch,
  place,
  me,
  mayAct,
  onRecorded,
  onClose,
  onShow,
}: Props & Readonly<{ onRecorded: () => void; onClose: () => void; onShow: (at: number) => void }>) {
  const say = useSay(phrases);
  const cannot = useCannot(me, mayAct);
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const opened = batch.exceptions.find((exception) => exception.id === place.exception);
  const rows = worstFirst(batch.exceptions).map((exception) => ({ exception, batch }));
  return (
    <div className={styles['two']}>
      <Panel title={say('exceptionsOfBatch')} aside={say('exceptionsShown', { count: rows.length })}>
        <ExceptionTable
          caption={say('exceptionsOf', { number: batch.number })}
          rows={rows}
          marked={opened === undefined ? undefined : keyOf({ exception: opened, batch })}
          empty={say('exceptionsNoneRaised')}
        />
      </Panel>
      <div className={styles['right']}>
        {opened === undefined ? null : (
          <OpenedException
            key={opened.id}
            batch={batch}
            exception={opened}
            draft={drafts[opened.id] ?? NO_DRAFT}
            cannot={cannot(['exception.assess'])}
            onDraft={(draft) => setDrafts({ ...drafts, [opened.id]: draft })}
            onRecorded={onRecorded}
            onClose={onClose}
            onShow={() => onShow(Date.parse(opened.raisedAt))}
          />
        )}
        <Before batch={batch} />
      </div>
    </div>
  );
}
