import type { SiteOverviewReply } from '@autolog/contract/site-overview';
import { useEffect } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { SITE_WIDE } from '../../live/live-updates.js';
import { liveReadings } from '../../live/live-readings.js';
import { ViewContent } from '../../live/ViewContent.js';
import { useView } from '../../live/use-view.js';
import { SignInForm } from '../../sign-in/SignInForm.js';
import { useMe } from '../../person/session.js';
import { SectionErrorBoundary } from '../../site/SectionErrorBoundary.js';
import { DeviceCard } from './DeviceCard.js';
import { siteOverviewPhrases } from './phrases.js';
import { RoomCard } from './RoomCard.js';
import { QueueCard } from './QueueCard.js';
import { SiteOverviewHeader } from './SiteOverviewHeader.js';
import styles from './SiteOverview.module.css';

/** The whole site on one screen, read from five metres away and touched by nobody. */
export function SiteOverviewScreen() {
  const { me, signedOut } = useMe();
  const view = useView<SiteOverviewReply>({ stream: SITE_WIDE, path: '/api/wall', enabled: me !== undefined });
  if (signedOut) {
    return (
      <main className={styles['signInPage']}>
        <SignInForm at="desk" onSignedIn={() => undefined} />
      </main>
    );
  }
  return (
    <div className={styles['wall']}>
      <SiteOverviewHeader />
      <ViewContent view={view}>{(overview) => <SiteOverview overview={overview} />}</ViewContent>
    </div>
  );
}

/** With more rooms than fit in one row, their content is set smaller. */
const ROOMS_PER_ROW = 4;

function SiteOverview({ overview }: Readonly<{ overview: SiteOverviewReply }>) {
  const t = usePhrases(siteOverviewPhrases);
  const { rooms, devices, left: hidden } = overview;
  useEffect(() => {
    for (const { id, readings: latest } of devices) liveReadings.seed(id, latest);
  }, [devices]);
  return (
    <main className={styles['site']}>
      <h1 className="visually-hidden">{t('title')}</h1>
      <section className={styles['rooms']} data-many={rooms.length > ROOMS_PER_ROW} aria-label={t('rooms')}>
        {rooms.length === 0 ? <p className={styles['quiet']}>{t('roomsNone')}</p> : null}
        {rooms.map((room) => (
          <SectionErrorBoundary key={room.id} resetKey={room}>
            <RoomCard room={room} />
          </SectionErrorBoundary>
        ))}
      </section>
      <section className={styles['below']} aria-label={t('devices')}>
        {devices.length === 0 ? <p className={styles['quiet']}>{t('devicesNone')}</p> : null}
        {devices.map((device) => (
          <SectionErrorBoundary key={device.id} resetKey={device}>
            <DeviceCard device={device} />
          </SectionErrorBoundary>
        ))}
        <QueueCard title={t('toStart')} queue={overview.toStart} />
        <QueueCard title={t('toReview')} queue={overview.toReview} />
      </section>
      {hidden.rooms + hidden.devices === 0 ? null : (
        <p className={styles['left']}>
          {hidden.rooms === 0 ? null : <span>{t('roomsLeft', { count: hidden.rooms })}</span>}
          {hidden.devices === 0 ? null : <span>{t('devicesLeft', { count: hidden.devices })}</span>}
        </p>
      )}
    </main>
  );
}
