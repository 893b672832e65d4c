import type { DoorReply } from '@autolog/contract/session';
import { useEffect } from 'react';
import { useSay, useText } from '../language/phrases.js';
import { lookAtDoor } from '../person/session.js';
import { doorPhrases } from './phrases.js';
import styles from './Filling.module.css';

/** Nobody is signed in here, so no notice says that the demo got further. */
const LOOK_MS = 2_000;

/** How far a demo is that plays the days before today; the page asks for itself until it is done. */
export function Filling({ filling }: Readonly<{ filling: NonNullable<DoorReply['filling']> }>) {
  const say = useSay(doorPhrases);
  const text = useText();
  useEffect(() => {
    const looking = setInterval(lookAtDoor, LOOK_MS);
    return () => clearInterval(looking);
  }, []);
  return (
    <section className={styles['filling']}>
      <p role="status">{text(filling.says)}</p>
      <progress
        className={styles['bar']}
        max={100}
        value={filling.percent}
        aria-label={say('daysPlayed', { days: filling.days, of: filling.of })}
      />
      <p className={styles['hint']}>{say('meanwhile')}</p>
    </section>
  );
}
