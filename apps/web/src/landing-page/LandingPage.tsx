import type { MeReply } from '@autolog/contract/session';
import { lazy, useEffect, useState } from 'react';
import { usePhrases } from '../language/phrases.js';
import { areasOf, homeAreaOf, pathOfArea } from '../person/area-of.js';
import { LanguageSwitch } from '../person/LanguageSwitch.js';
import { SignInForm } from '../sign-in/SignInForm.js';
import { signOut, useMe } from '../person/session.js';
import { refreshLandingPage, useLandingPage } from '../site/use-landing-page.js';
import { InDemo } from '../site/InDemo.js';
import { sitePhrases } from '../site/phrases.js';
import { openPage } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { browserSettings } from '../ui/browser-settings.js';
import { Tag } from '../ui/Tag.js';
import { landingPagePhrases } from './phrases.js';
import styles from './LandingPage.module.css';

const HistoryProgressPanel = lazy(() =>
  import('../demo/HistoryProgressPanel.js').then(({ HistoryProgressPanel }) => ({ default: HistoryProgressPanel })),
);
const SuggestionList = lazy(() =>
  import('../demo/SuggestionList.js').then(({ SuggestionList }) => ({ default: SuggestionList })),
);

/** Nobody is signed in here, so no notice tells that the server answers again. */
const POLL_MS = 2_000;

const openHomeArea = (me: MeReply): void => {
  const area = homeAreaOf(me.roles);
  if (area !== undefined) openPage(pathOfArea(area));
};

/** The start page: what Autolog is, which site this is, and the sign-in. */
export function LandingPage() {
  const t = usePhrases(landingPagePhrases);
  const tSite = usePhrases(sitePhrases);
  const landingPage = useLandingPage();
  // For a first visitor the server is not asked who is signed in: it would answer with a refusal.
  const [mayBeSignedIn, setMayBeSignedIn] = useState(browserSettings.hasSession());
  const { me, signedOut } = useMe(mayBeSignedIn);
  const profile = landingPage.reply?.profile;
  const { failed } = landingPage;
  useEffect(() => {
    if (!failed) return undefined;
    const polling = setInterval(refreshLandingPage, POLL_MS);
    return () => clearInterval(polling);
  }, [failed]);
  const suggestions = (
    <InDemo>
      <SuggestionList />
    </InDemo>
  );
  return (
    <main className={styles['page']}>
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
      {failed ? <Banner level="warn">{t('unreachable')}</Banner> : null}
      <InDemo>
        <HistoryProgressPanel />
      </InDemo>
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
