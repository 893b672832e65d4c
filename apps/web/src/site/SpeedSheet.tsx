import { useState } from 'react';
import { useLanguage, useSay } from '../language/phrases.js';
import { Refused } from '../language/Refused.js';
import { clock, shownAt, useSiteSeconds } from '../live/clock.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Choice } from '../ui/Choice.js';
import { Dialog } from '../ui/Dialog.js';
import { sitePhrases } from './phrases.js';
import { SPEEDS, speedOf, useSite, useSpeed, type Speed } from './use-site.js';
import styles from './SpeedSheet.module.css';

const NAME = { '1': 'realTime', '60': 'minuteASecond', '1440': 'dayAMinute', next: 'next' } as const;

/** Site time on a terminal; while simulated it is a key that says so and opens the speeds. */
export function SiteTime() {
  const say = useSay(sitePhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  const site = useSite();
  const [open, setOpen] = useState(false);
  const now = seconds === undefined ? '–' : shownAt(seconds * 1000, 'time', language);
  if (site === undefined) return null;
  if (!site.clock.simulated) return <span className="num">{now}</span>;
  const rate = clock.rate();
  return (
    <>
      <Button wide onPress={() => setOpen(true)}>
        <span className={styles['time']}>
          <span className="num">{now}</span>
          <span className={styles['mark']}>{say('simulatedShort', { rate: Math.round(rate) })}</span>
        </span>
      </Button>
      {open ? <SpeedSheet onLeave={() => setOpen(false)} /> : null}
    </>
  );
}

function SpeedSheet({ onLeave }: Readonly<{ onLeave: () => void }>) {
  const say = useSay(sitePhrases);
  const site = useSite();
  const { problem, choose } = useSpeed();
  if (site === undefined) return null;
  return (
    <Dialog title={say('speed')} onLeave={onLeave} actions={<Button onPress={onLeave}>{say('close')}</Button>}>
      <p>{say('explain')}</p>
      <Choice
        label={say('speed')}
        hideLabel
        columns={2}
        options={SPEEDS.map((speed) => ({ id: speed, label: say(NAME[speed]) }))}
        chosen={speedOf(site)}
        onChoose={(speed) => void choose(speed as Speed)}
      />
      {problem === undefined ? null : problem === 'no answer' ? (
        <Banner level="warn">{say('noAnswer')}</Banner>
      ) : (
        <Refused problem={problem} />
      )}
    </Dialog>
  );
}
