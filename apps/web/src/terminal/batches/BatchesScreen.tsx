import { useState } from 'react';
import type { BatchLine } from '@autolog/contract/batch';
import { useSay, useText } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { goTo } from '../../ui/address.js';
import { Banner } from '../../ui/Banner.js';
import { Button } from '../../ui/Button.js';
import { Tag } from '../../ui/Tag.js';
import { Frame } from '../Frame.js';
import { terminalPhrases } from '../phrases.js';
import { RoomTimers } from '../timers/RoomTimers.js';
import type { Here } from '../here.js';
import { grouped, useBatchesView } from './batches.view.js';
import { StartSheet } from './StartSheet.js';
import styles from './BatchesScreen.module.css';

/** Every batch a technician can work on, what runs first. */
export function BatchesScreen({ here }: Readonly<{ here: Here }>) {
  const say = useSay(terminalPhrases);
  const view = useBatchesView();
  const [starting, setStarting] = useState<BatchLine>();
  const running = 'data' in view ? grouped(view.data.batches).running : [];
  return (
    <Frame here={here} timers={<RoomTimers batches={running.map(({ id }) => id)} />}>
      <div className={styles['screen']}>
        <Show of={view} empty={<Banner level="calm">{say('noBatches')}</Banner>}>
          {(data, mayAct) => {
            const groups = grouped(data.batches);
            return (['running', 'toStart', 'ended'] as const).map((group) =>
              groups[group].length === 0 ? null : (
                <section key={group} className={styles['group']}>
                  <h2>{say(group)}</h2>
                  <ul className={styles['list']}>
                    {groups[group].map((line) => (
                      <BatchCard
                        key={line.id}
                        line={line}
                        cannot={mayAct ? undefined : say('updating')}
                        onStart={() => setStarting(line)}
                      />
                    ))}
                  </ul>
                </section>
              ),
            );
          }}
        </Show>
      </div>
      {starting === undefined ? null : <StartSheet line={starting} onLeave={() => setStarting(undefined)} />}
    </Frame>
  );
}

function BatchCard({
  line,
  cannot,
  onStart,
}: Readonly<{ line: BatchLine; cannot: string | undefined; onStart: () => void }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const place = [line.room, line.device].filter((each) => each !== undefined).join(' · ');
  const toStart = line.status === 'created';
  return (
    <li className={styles['card']}>
      <div className={styles['what']}>
        <span className={styles['coi']}>{line.coi}</span>
        <span className={styles['second']}>{say('order', { order: line.orderNumber })}</span>
        <span className={styles['about']}>
          {text(line.recipe.title)} · <span className={styles['whole']}>{line.number}</span>
          {place === '' ? null : <> · {place}</>}
        </span>
      </div>
      <div className={styles['state']}>
        {line.held ? <Tag level="major">{say('held')}</Tag> : null}
        <span>
          {line.status === 'in_process'
            ? say('stepsDone', { done: line.stepsDone, total: line.stepsTotal })
            : say(line.status)}
        </span>
      </div>
      <Button
        tone={toStart ? 'primary' : 'plain'}
        cannot={toStart ? cannot : undefined}
        onPress={toStart ? onStart : () => goTo('batch', line.id)}
      >
        {say(toStart ? 'start' : 'open')}
      </Button>
    </li>
  );
}
