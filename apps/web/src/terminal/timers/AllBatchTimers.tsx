import type { TimerLine } from '@autolog/contract/batch';
import { useBatchViews } from '../../batch/batch.view.js';
import { TimersStrip } from './TimersStrip.js';

/** Timers of every running batch in one strip, each named with the patient's code it belongs to. */
export function AllBatchTimers({ batches }: Readonly<{ batches: readonly string[] }>) {
  const views = useBatchViews(batches);
  const timers = views.flatMap(({ coi, id, timers: each }) => each.map((timer) => withBatchName(timer, coi, id)));
  return <TimersStrip timers={timers} />;
}

const withBatchName = (timer: TimerLine, coi: string, batch: string): TimerLine => ({
  ...timer,
  name: `${batch}/${timer.name}`,
  title: { en: `${coi} ${timer.title.en}`, nl: `${coi} ${timer.title.nl}` },
});
