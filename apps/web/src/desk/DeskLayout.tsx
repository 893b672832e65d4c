import type { MeReply } from '@autolog/contract/session';
import { useState, type ReactNode } from 'react';
import { usePhrases } from '../language/phrases.js';
import { ConnectionBanner } from '../live/ConnectionBanner.js';
import { OutboxStrip } from '../outbox/OutboxStrip.js';
import { areasOf, pathOfArea, type AreaName } from '../person/area-of.js';
import { LanguageSwitch } from '../person/LanguageSwitch.js';
import { SignInForm } from '../sign-in/SignInForm.js';
import { personPhrases } from '../person/phrases.js';
import { signOut, useMe } from '../person/session.js';
import { sitePhrases } from '../site/phrases.js';
import { SiteClockBar } from '../site/SiteClockBar.js';
import { useSite } from '../site/use-site.js';
import { openPage } from '../ui/address.js';
import { Button } from '../ui/Button.js';
import { browserSettings } from '../ui/browser-settings.js';
import { Skeleton } from '../ui/Skeleton.js';
import styles from './DeskLayout.module.css';

export type NavigationItem = Readonly<{ href: string; label: string; count?: number | undefined; isCurrent: boolean }>;

/**
 * The frame of every desk page: navigation, the person, site time, and the state of the connection. Its children are
 * rendered for a person who is signed in.
 */
export function DeskLayout({
  area,
  pages = [],
  children,
}: Readonly<{
  area: AreaName;
  /** Pages within the area, listed under its name. */
  pages?: readonly NavigationItem[];
  children: (me: MeReply) => ReactNode;
}>) {
  const { me, signedOut } = useMe();
  const t = usePhrases(sitePhrases);
  if (signedOut) {
    return (
      <main className={styles['signInPage']}>
        <h1>{t('signInAgain')}</h1>
        <SignInForm at="desk" onSignedIn={() => undefined} />
      </main>
    );
  }
  if (me === undefined) return <Skeleton lines={6} />;
  return (
    <div className={styles['desk']}>
      <Sidebar me={me} area={area} pages={pages} />
      <div className={styles['page']}>
        <TopBar me={me} />
        <ConnectionBanner />
        <OutboxStrip />
        <main className={styles['main']}>{children(me)}</main>
      </div>
    </div>
  );
}

function Sidebar({ me, area, pages }: Readonly<{ me: MeReply; area: AreaName; pages: readonly NavigationItem[] }>) {
  const t = usePhrases(sitePhrases);
  const site = useSite();
  return (
    <nav className={styles['side']} aria-label={t('areas')}>
      <a className={styles['name']} href="/">
        Autolog
        <span className={styles['site']}>{site?.name}</span>
      </a>
      <ul>
        {areasOf(me.permissions).map((listed) => (
          <li key={listed}>
            <a
              href={pathOfArea(listed)}
              className={styles['area']}
              data-current={listed === area}
              aria-current={listed === area ? 'page' : undefined}
            >
              {t(listed)}
            </a>
            {listed === area && pages.length > 0 ? <NavigationItems pages={pages} /> : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}

const NavigationItems = ({ pages }: Readonly<{ pages: readonly NavigationItem[] }>) => (
  <ul>
    {pages.map((page) => (
      <li key={page.href}>
        <a
          href={page.href}
          className={styles['areaPage']}
          data-current={page.isCurrent}
          aria-current={page.isCurrent ? 'location' : undefined}
        >
          <span>{page.label}</span>
          {page.count === undefined ? null : <span className="num">{page.count}</span>}
        </a>
      </li>
    ))}
  </ul>
);

function TopBar({ me }: Readonly<{ me: MeReply }>) {
  const t = usePhrases(sitePhrases);
  const tPerson = usePhrases(personPhrases);
  const [theme, setTheme] = useState(browserSettings.theme());
  const otherTheme = theme === 'light' ? 'dark' : 'light';
  return (
    <header className={styles['top']}>
      <SiteClockBar />
      <div className={styles['who']}>
        <span>
          <b>{me.name}</b> · {me.roles.map((role) => tPerson(role)).join(', ')}
        </span>
        <LanguageSwitch signedIn />
        <Button
          tone="quiet"
          onPress={() => {
            browserSettings.setTheme(otherTheme);
            setTheme(otherTheme);
          }}
        >
          {t(otherTheme)}
        </Button>
        <Button onPress={() => void signOut().then(() => openPage('/'))}>{t('signOut')}</Button>
      </div>
    </header>
  );
}
