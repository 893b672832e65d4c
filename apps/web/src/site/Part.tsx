import type { ReactNode } from 'react';
import { useSay } from '../language/phrases.js';
import { goToArea, loadAgain } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Region } from '../ui/Region.js';
import { sitePhrases } from './phrases.js';
import styles from './Part.module.css';

/**
 * A part of a screen: where it cannot be drawn it says so and shows nothing old (INV-9), and what stands beside it stays.
 * It is tried once more when what it shows has changed, for a wall that nobody touches.
 */
export const Part = ({
  children,
  shows,
  onLeave,
}: Readonly<{
  children: ReactNode;
  shows?: unknown;
  /** Closes what stands over the rest. */ onLeave?: () => void;
}>) => (
  <Region shows={shows} broken={(onAgain) => <BrokenPart onAgain={onAgain} onLeave={onLeave} />}>
    {children}
  </Region>
);

/** A whole screen, for what broke outside every part of it. */
export const WholeScreen = ({ children }: Readonly<{ children: ReactNode }>) => (
  <Region broken={() => <BrokenScreen />}>{children}</Region>
);

function BrokenPart({ onAgain, onLeave }: Readonly<{ onAgain: () => void; onLeave: (() => void) | undefined }>) {
  const say = useSay(sitePhrases);
  const actions = (
    <>
      <Button onPress={onAgain}>{say('drawAgain')}</Button>
      {onLeave === undefined ? null : <Button onPress={onLeave}>{say('close')}</Button>}
    </>
  );
  return (
    <Banner level="warn" alert actions={actions}>
      {say('brokenPart')}
    </Banner>
  );
}

function BrokenScreen() {
  const say = useSay(sitePhrases);
  return (
    <main className={styles['screen']}>
      <Banner
        level="stop"
        alert
        actions={
          <>
            <Button tone="primary" onPress={loadAgain}>
              {say('loadAgain')}
            </Button>
            {/* Where it is the record that cannot be drawn, loading it again draws the same. */}
            <Button onPress={() => goToArea('/')}>{say('firstPage')}</Button>
          </>
        }
      >
        {say('brokenScreen')}
      </Banner>
    </main>
  );
}
