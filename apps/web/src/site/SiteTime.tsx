import { useState } from 'react';
import { useLanguage, usePhrases } from '../language/phrases.js';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { siteClock, formatInstant, useSiteSeconds } from '../time/site-clock.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Choice } from '../ui/Choice.js';
import { Dialog } from '../ui/Dialog.js';
import { sitePhrases } from './phrases.js';
import { OFFERED_CLOCK_RATES, clockRateOf, useSite, useClockRate, type ClockRate } from './use-site.js';
import styles from './SiteTime.module.css';

const RATE_PHRASES = { '1': 'realTime', '60': 'minuteASecond', '1440': 'dayAMinute', next: 'next' } as const;

/** Site time on a terminal; while it is simulated, a button that says so and opens the choice of speeds. */
export function SiteTime() {
  const t = usePhrases(sitePhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  const site = useSite();
  const [open, setOpen] = useState(false);
  const now = seconds === undefined ? '–' : formatInstant(seconds * 1000, 'time', language);
  if (site === undefined) return null;
  if (!site.clock.simulated) return <span className="num">{now}</span>;
  const rate = siteClock.rate();
  return (
    <>
      <Button wide onPress={() => setOpen(true)}>
        <span className={styles['time']}>
          <span className="num">{now}</span>
          <span className={styles['mark']}>{t('simulatedShort', { rate: Math.round(rate) })}</span>
        </span>
      </Button>
      {open ? <ClockRateSheet onLeave={() => setOpen(false)} /> : null}
    </>
  );
}

function ClockRateSheet({ onLeave }: Readonly<{ onLeave: () => void }>) {
  const t = usePhrases(sitePhrases);
  const site = useSite();
  const { problem, setRate } = useClockRate();
  if (site === undefined) return null;
  return (
    <Dialog title={t('speed')} onLeave={onLeave} actions={<Button onPress={onLeave}>{t('close')}</Button>}>
      <p>{t('explain')}</p>
      <Choice
        label={t('speed')}
        hideLabel
        columns={2}
        options={OFFERED_CLOCK_RATES.map((rate) => ({ id: rate, label: t(RATE_PHRASES[rate]) }))}
        chosen={clockRateOf(site)}
        onChoose={(rate) => void setRate(rate as ClockRate)}
      />
      {problem === undefined ? null : problem === 'unanswered' ? (
        <Banner level="warn">{t('noAnswer')}</Banner>
      ) : (
        <RefusalBanner problem={problem} />
      )}
    </Dialog>
  );
}
