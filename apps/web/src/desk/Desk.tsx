import type { MeReply } from '@autolog/contract/session';
import { useState, type ReactNode } from 'react';
import { useSay } from '../language/phrases.js';
import { ConnectionBanner } from '../live/Connection.js';
import { OutboxStrip } from '../outbox/OutboxStrip.js';
import { areasOf, pathOf, type AreaName } from '../person/area-of.js';
import { LanguageSwitch } from '../person/LanguageSwitch.js';
import { SignIn } from '../person/SignIn.js';
import { personPhrases } from '../person/phrases.js';
import { signOut, useMe } from '../person/session.js';
import { sitePhrases } from '../site/phrases.js';
import { SpeedBar } from '../site/SpeedBar.js';
import { useSite } from '../site/use-site.js';
import { goToArea } from '../ui/address.js';
import { Button } from '../ui/Button.js';
import { device } from '../ui/device.js';
import { Skeleton } from '../ui/Skeleton.js';
import styles from './Desk.module.css';

export type Place = Readonly<{ href: string; label: string; count?: number | undefined; here: boolean }>;

/**
 * The frame of every desk page: where one can go, who is signed in, site time with its mark, and whether the page is
 * still in touch. `children` is drawn for somebody who is signed in.
 */
export function Desk({
  area,
  places = [],
  children,
}: Readonly<{
  area: AreaName;
  /** Pages within the area, listed under its name. */
  places?: readonly Place[];
  children: (me: MeReply) => ReactNode;
}>) {
  const { me, signedOut } = useMe();
  const say = useSay(sitePhrases);
  if (signedOut) {
    return (
      <main className={styles['door']}>
        <h1>{say('signInAgain')}</h1>
        <SignIn at="desk" onSignedIn={() => undefined} />
      </main>
    );
  }
  if (me === undefined) return <Skeleton lines={6} />;
  return (
    <div className={styles['desk']}>
      <Side me={me} area={area} places={places} />
      <div className={styles['page']}>
        <Top me={me} />
        <ConnectionBanner />
        <OutboxStrip />
        <main className={styles['main']}>{children(me)}</main>
      </div>
    </div>
  );
}

function Side({ me, area, places }: Readonly<{ me: MeReply; area: AreaName; places: readonly Place[] }>) {
  const say = useSay(sitePhrases);
  const site = useSite();
  return (
    <nav className={styles['side']} aria-label={say('areas')}>
      <a className={styles['name']} href="/">
        Autolog
        <span className={styles['site']}>{site?.name}</span>
      </a>
      <ul>
        {areasOf(me.permissions).map((each) => (
          <li key={each}>
            <a
              href={pathOf(each)}
              className={styles['area']}
              data-here={each === area}
              aria-current={each === area ? 'page' : undefined}
            >
              {say(each)}
            </a>
            {each === area && places.length > 0 ? <Places places={places} /> : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}

const Places = ({ places }: Readonly<{ places: readonly Place[] }>) => (
  <ul>
    {places.map((place) => (
      <li key={place.href}>
        <a
          href={place.href}
          className={styles['place']}
          data-here={place.here}
          aria-current={place.here ? 'location' : undefined}
        >
          <span>{place.label}</span>
          {place.count === undefined ? null : <span className="num">{place.count}</span>}
        </a>
      </li>
    ))}
  </ul>
);

function Top({ me }: Readonly<{ me: MeReply }>) {
  const say = useSay(sitePhrases);
  const sayPerson = useSay(personPhrases);
  const [theme, setTheme] = useState(device.theme());
  const other = theme === 'light' ? 'dark' : 'light';
  return (
    <header className={styles['top']}>
      <SpeedBar />
      <div className={styles['who']}>
        <span>
          <b>{me.name}</b> · {me.roles.map((role) => sayPerson(role)).join(', ')}
        </span>
        <LanguageSwitch known />
        <Button
          tone="quiet"
          onPress={() => {
            device.setTheme(other);
            setTheme(other);
          }}
        >
          {say(other)}
        </Button>
        <Button onPress={() => void signOut().then(() => goToArea('/'))}>{say('signOut')}</Button>
      </div>
    </header>
  );
}
