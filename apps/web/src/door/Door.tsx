import type { MeReply } from '@autolog/contract/session';
import { useEffect, useState } from 'react';
import { useSay } from '../language/phrases.js';
import { areasOf, homeOf, pathOf } from '../person/area-of.js';
import { LanguageSwitch } from '../person/LanguageSwitch.js';
import { SignIn } from '../person/SignIn.js';
import { lookAtDoor, signOut, useDemo, useDoor, useMe } from '../person/session.js';
import { sitePhrases } from '../site/phrases.js';
import { goToArea } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { device } from '../ui/device.js';
import { Tag } from '../ui/Tag.js';
import { Filling } from './Filling.js';
import { doorPhrases } from './phrases.js';
import { Tries } from './Tries.js';
import styles from './Door.module.css';

/** Nobody is signed in here, so no notice says that the demo got further, or that the server answers again. */
const LOOK_MS = 2_000;

const enter = (me: MeReply): void => {
  const home = homeOf(me.roles);
  if (home !== undefined) goToArea(pathOf(home));
};

/** The first page: what this is, which site, and who comes in. */
export function Door() {
  const say = useSay(doorPhrases);
  const saySite = useSay(sitePhrases);
  const door = useDoor();
  const demo = useDemo().reply;
  // A first visitor is not asked who they are: the answer would be a refusal for everybody to see.
  const [known, setKnown] = useState(device.someoneIn());
  const { me, signedOut } = useMe(known);
  const profile = door.reply?.profile;
  // Also before a demo has begun its history: it has no suggestions then.
  const isMoving = door.failed || (profile === 'demo' && (demo?.history !== undefined || !demo?.suggestions.length));
  useEffect(() => {
    if (!isMoving) return undefined;
    const looking = setInterval(lookAtDoor, LOOK_MS);
    return () => clearInterval(looking);
  }, [isMoving]);
  const tries = demo === undefined ? null : <Tries demo={demo} />;
  return (
    <main className={styles['door']}>
      <header className={styles['head']}>
        <div>
          <h1 className={styles['name']}>Autolog</h1>
          <p className={styles['site']}>{door.reply?.site}</p>
        </div>
        <LanguageSwitch known={me !== undefined} />
      </header>
      <p className={styles['line']}>{say('line')}</p>
      {profile === 'demo' || profile === 'training' ? (
        <p className={styles['demo']}>
          {profile === 'demo' ? <Tag level="major">{saySite('simulated')}</Tag> : null} {say(profile)}
        </p>
      ) : null}
      {door.failed ? <Banner level="warn">{say('unreachable')}</Banner> : null}
      {demo?.history === undefined ? null : <Filling filling={demo.history} />}
      {me === undefined || signedOut ? (
        <SignIn
          at="desk"
          onSignedIn={(person) => {
            setKnown(true);
            enter(person);
          }}
        >
          {tries}
        </SignIn>
      ) : (
        <>
          <Inside me={me} />
          {tries}
        </>
      )}
      <footer className={styles['foot']}>{say('source', { version: __AUTOLOG_VERSION__ })}</footer>
    </main>
  );
}

function Inside({ me }: Readonly<{ me: MeReply }>) {
  const say = useSay(doorPhrases);
  const saySite = useSay(sitePhrases);
  const areas = areasOf(me.permissions);
  return (
    <section className={styles['inside']}>
      <h2>{say('signedIn', { name: me.name })}</h2>
      {areas.length === 0 ? <p>{say('noArea')}</p> : null}
      <div className={styles['areas']}>
        {areas.map((area) => (
          <Button
            key={area}
            tone={area === homeOf(me.roles) ? 'primary' : 'plain'}
            onPress={() => goToArea(pathOf(area))}
          >
            {say('goOn', { area: saySite(area) })}
          </Button>
        ))}
        <Button tone="quiet" onPress={() => void signOut().then(() => goToArea('/'))}>
          {say('other')}
        </Button>
      </div>
    </section>
  );
}
