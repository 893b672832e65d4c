import type { CommandReply } from '@autolog/contract/batch';
import type { Problem } from '@autolog/contract/live';
import { MEANING_TEXT } from '@autolog/domain/signature';
import { useEffect } from 'react';
import { useScan } from '../scan/Scanner.js';
import { Refused } from '../language/Refused.js';
import { useSay, useText } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Dialog } from '../ui/Dialog.js';
import { Skeleton } from '../ui/Skeleton.js';
import { livePhrases } from '../live/phrases.js';
import { signingPhrases } from './phrases.js';
import { SigningForm } from './SigningForm.js';
import { useSignature, type ToSign } from './use-signature.js';
import styles from './SigningDialog.module.css';

const ignored = (): void => undefined;

/**
 * Signs one command with user name and password on exactly what is shown. `onSigned` is called when the record holds
 * it and the views show it. With `besides`, a second person signs on the same screen and nobody is signed out.
 * `onRefused` may take over a refusal that is not about the signature (a reason is wanted, the record moved).
 */
export function SigningDialog({
  meaning,
  path,
  body,
  besides,
  onSigned,
  onLeave,
  onRefused,
}: ToSign &
  Readonly<{
    besides?: Readonly<{ name: string; userName: string }>;
    onSigned: (reply: CommandReply) => void;
    onLeave: () => void;
    onRefused?: (problem: Problem) => boolean;
  }>) {
  const say = useSay(signingPhrases);
  const text = useText();
  const means = text(MEANING_TEXT[meaning]).toLowerCase();
  const { shown, state, sign, begin } = useSignature({ meaning, path, body }, onSigned);
  // A label read now must not become what this person is about to sign.
  useScan(ignored);
  const refusal = state.kind === 'refused' ? state.problem : undefined;
  useEffect(() => {
    if (refusal !== undefined) onRefused?.(refusal);
    // Once per refusal: what the caller does with it does not make it a new one.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- onRefused is a fresh closure at every draw
  }, [refusal]);
  return (
    <Dialog title={say(besides === undefined ? 'title' : 'witnessTitle', { meaning: means })} onLeave={onLeave} wide>
      <div className={styles['two']}>
        <div className={styles['left']}>
          {besides === undefined ? null : <p>{say('asWitness', { name: besides.name })}</p>}
          <Shown lines={shown} unreachable={state.kind === 'unreachable'} onAgain={() => void begin()} />
        </div>
        <SigningForm
          meaning={meaning}
          {...(besides === undefined ? {} : { besides })}
          busy={state.kind === 'signing'}
          ready={shown !== undefined && state.kind !== 'asking'}
          onSign={(userName, password) => void sign(userName, password)}
          onLeave={onLeave}
        >
          {refusal === undefined ? null : <Refused problem={refusal} />}
          {state.kind === 'unanswered' ? <Banner level="warn">{say('noAnswer')}</Banner> : null}
        </SigningForm>
      </div>
    </Dialog>
  );
}

function Shown({
  lines,
  unreachable,
  onAgain,
}: Readonly<{
  lines: readonly Readonly<{ label: string; value: string }>[] | undefined;
  unreachable: boolean;
  onAgain: () => void;
}>) {
  const say = useSay(signingPhrases);
  const sayLive = useSay(livePhrases);
  if (unreachable) {
    return (
      <Banner level="warn" actions={<Button onPress={onAgain}>{say('again')}</Button>}>
        {sayLive('unreachable')}
      </Banner>
    );
  }
  return (
    <section className={styles['shown']} aria-label={say('reads')} tabIndex={0}>
      <h3 className={styles['reads']}>{say('reads')}</h3>
      {lines === undefined ? (
        <Skeleton lines={5} />
      ) : (
        <dl className={styles['lines']}>
          {lines.map((line, index) => (
            <div key={index} className={styles['line']}>
              <dt>{line.label}</dt>
              <dd>{line.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
