import type { MeReply } from '@autolog/contract/session';
import { useEffect, useState } from 'react';
import { usePhrases } from '../language/phrases.js';
import { areasOf, homeAreaOf, pathOfArea } from '../person/area-of.js';
import { LanguageSwitch } from '../person/LanguageSwitch.js';
import { SignInForm } from '../sign-in/SignInForm.js';
import { refreshLandingPage, signOut, useLandingPage, useMe } from '../person/session.js';
import { sitePhrases } from '../site/phrases.js';
import { openPage } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { browserSettings } from '../ui/browser-settings.js';
import { Tag } from '../ui/Tag.js';
import { HistoryProgressPanel } from '../demo/HistoryProgressPanel.js';
import { landingPagePhrases } from './phrases.js';
import { SuggestionList } from '../demo/SuggestionList.js';
import styles from './LandingPage.module.css';

/** Nobody is signed in here, so no notice says that the demo got further, or that the server answers again. */
const POLL_MS = 2_000;

const openHomeArea = (me: MeReply): void => {
  const area = homeAreaOf(me.roles);
  if (area !== undefined) openPage(pathOfArea(area));
};

/** The first page: what this is, which site, and who comes in. */
export function LandingPage() {
  const t = usePhrases(landingPagePhrases);
  const tSite = usePhrases(sitePhrases);
  const landingPage = useLandingPage();
  // A first visitor is not asked who they are: the answer would be a refusal for everybody to see.
  const [mayBeSignedIn, setMayBeSignedIn] = useState(browserSettings.hasSession());
  const { me, signedOut } = useMe(mayBeSignedIn);
  const profile = landingPage.reply?.profile;
  // Whoever opens the page before the demo begins to play must hear of it too.
  const mayChange =
    landingPage.failed ||
    (profile === 'demo' && (landingPage.reply?.filling !== undefined || !landingPage.reply?.tries.length));
  useEffect(() => {
    if (!mayChange) return undefined;
    const polling = setInterval(refreshLandingPage, POLL_MS);
    return () => clearInterval(polling);
  }, [mayChange]);
  const suggestions = landingPage.reply === undefined ? null : <SuggestionList landingPage={landingPage.reply} />;
  return (
    <main className={styles['door']}>
      <header className={styles['head']}>
        <div>
          <h1 className={styles['name']}>Autolog</h1>
          <p className={styles['site']}>{landingPage.reply?.site}</p>
        </div>
        <LanguageSwitch signedIn={me !== undefined} />
      </header>
      <p className={styles['line']}>{t('line')}</p>
      {profile === 'demo' || profile === 'training' ? (
        <p className={styles['demo']}>
          {profile === 'demo' ? <Tag level="major">{tSite('simulated')}</Tag> : null} {t(profile)}
        </p>
      ) : null}
      {landingPage.failed ? <Banner level="warn">{t('unreachable')}</Banner> : null}
      {landingPage.reply?.filling === undefined ? null : <HistoryProgressPanel progress={landingPage.reply.filling} />}
      {me === undefined || signedOut ? (
        <SignInForm
          at="desk"
          onSignedIn={(person) => {
            setMayBeSignedIn(true);
            openHomeArea(person);
          }}
        >
          {suggestions}
        </SignInForm>
      ) : (
        <>
          <SignedInPanel me={me} />
          {suggestions}
        </>
      )}
      <footer className={styles['foot']}>{t('source', { version: __AUTOLOG_VERSION__ })}</footer>
    </main>
  );
}

function SignedInPanel({ me }: Readonly<{ me: MeReply }>) {
  const t = usePhrases(landingPagePhrases);
  const tSite = usePhrases(sitePhrases);
  const areas = areasOf(me.permissions);
  return (
    <section className={styles['inside']}>
      <h2>{t('signedIn', { name: me.name })}</h2>
      {areas.length === 0 ? <p>{t('noArea')}</p> : null}
      <div className={styles['areas']}>
        {areas.map((area) => (
          <Button
            key={area}
            tone={area === homeAreaOf(me.roles) ? 'primary' : 'plain'}
            onPress={() => openPage(pathOfArea(area))}
          >
            {t('goOn', { area: tSite(area) })}
          </Button>
        ))}
        <Button tone="quiet" onPress={() => void signOut().then(() => openPage('/'))}>
          {t('other')}
        </Button>
      </div>
    </section>
  );
}
