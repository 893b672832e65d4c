import type { SiteOverviewReply } from '@autolog/contract/site-overview';
import { useEffect } from 'react';
import { useSay } from '../../language/phrases.js';
import { EVERYTHING } from '../../live/Live.js';
import { readings } from '../../live/readings.js';
import { Show } from '../../live/Show.js';
import { useView } from '../../live/use-view.js';
import { SignIn } from '../../person/SignIn.js';
import { useMe } from '../../person/session.js';
import { Part } from '../../site/Part.js';
import { DeviceCard } from './DeviceCard.js';
import { wallPhrases } from './phrases.js';
import { RoomCard } from './RoomCard.js';
import { WaitingCard } from './WaitingCard.js';
import { WallTop } from './WallTop.js';
import styles from './Wall.module.css';

/** The whole site on one screen, for who stands five metres away and touches nothing. */
export function WallScreen() {
  const { me, signedOut } = useMe();
  const view = useView<SiteOverviewReply>({ stream: EVERYTHING, path: '/api/wall', when: me !== undefined });
  if (signedOut) {
    return (
      <main className={styles['door']}>
        <SignIn at="desk" onSignedIn={() => undefined} />
      </main>
    );
  }
  return (
    <div className={styles['wall']}>
      <WallTop />
      <Show of={view}>{(wall) => <Site wall={wall} />}</Show>
    </div>
  );
}

/** With more rooms than one row holds, everything about a room is set smaller. */
const ROOMS_IN_A_ROW = 4;

function Site({ wall }: Readonly<{ wall: SiteOverviewReply }>) {
  const say = useSay(wallPhrases);
  const { rooms, devices, left } = wall;
  useEffect(() => {
    for (const { id, readings: latest } of devices) readings.seed(id, latest);
  }, [devices]);
  return (
    <main className={styles['site']}>
      <h1 className="apart">{say('wall')}</h1>
      <section className={styles['rooms']} data-many={rooms.length > ROOMS_IN_A_ROW} aria-label={say('rooms')}>
        {rooms.length === 0 ? <p className={styles['quiet']}>{say('roomsNone')}</p> : null}
        {rooms.map((room) => (
          <Part key={room.id} shows={room}>
            <RoomCard room={room} />
          </Part>
        ))}
      </section>
      <section className={styles['below']} aria-label={say('devices')}>
        {devices.length === 0 ? <p className={styles['quiet']}>{say('devicesNone')}</p> : null}
        {devices.map((device) => (
          <Part key={device.id} shows={device}>
            <DeviceCard device={device} />
          </Part>
        ))}
        <WaitingCard title={say('toStart')} waiting={wall.toStart} />
        <WaitingCard title={say('toReview')} waiting={wall.toReview} />
      </section>
      {left.rooms + left.devices === 0 ? null : (
        <p className={styles['left']}>
          {left.rooms === 0 ? null : <span>{say('roomsLeft', { count: left.rooms })}</span>}
          {left.devices === 0 ? null : <span>{say('devicesLeft', { count: left.devices })}</span>}
        </p>
      )}
    </main>
  );
}
