import type { CommandReply } from '@autolog/contract/reply';
import type { Problem } from '@autolog/contract/problem';
import { MEANING_TEXT } from '@autolog/domain/signature';
import { useEffect } from 'react';
import { useScan } from '../scan/use-scan.js';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { usePhrases, useText } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Dialog } from '../ui/Dialog.js';
import { Skeleton } from '../ui/Skeleton.js';
import { livePhrases } from '../live/phrases.js';
import { signingPhrases } from './phrases.js';
import { SigningForm } from './SigningForm.js';
import { useSignature, type SigningRequest } from './use-signature.js';
import styles from './SigningDialog.module.css';

const ignoreScan = (): void => undefined;

/**
 * Signs one command with user name and password on exactly what is shown. `onSigned` is called when it is recorded and
 * the views show it. With `performer`, a second person signs on the same screen and nobody is signed out. `onRefused`
 * may take over a refusal that is not about the signature (a reason is required, the view is stale).
 */
export function SigningDialog({
  meaning,
  path,
  body,
  performer,
  onSigned,
  onLeave,
  onRefused,
}: SigningRequest &
  Readonly<{
    performer?: Readonly<{ name: string; userName: string }>;
    onSigned: (reply: CommandReply) => void;
    onLeave: () => void;
    onRefused?: (problem: Problem) => boolean;
  }>) {
  const t = usePhrases(signingPhrases);
  const text = useText();
  const meaningText = text(MEANING_TEXT[meaning]).toLowerCase();
  const { contentLines, state, sign, retry } = useSignature({ meaning, path, body }, onSigned);
  // A scan must not change what this person is about to sign.
  useScan(ignoreScan);
  const refusal = state.kind === 'refused' ? state.problem : undefined;
  useEffect(() => {
    if (refusal !== undefined) onRefused?.(refusal);
    // Once per refusal: what the caller does with it does not make it a new one.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- onRefused is a new closure at every render
  }, [refusal]);
  return (
    <Dialog
      title={t(performer === undefined ? 'title' : 'witnessTitle', { meaning: meaningText })}
      onLeave={onLeave}
      wide
    >
      <div className={styles['two']}>
        <div className={styles['left']}>
          {performer === undefined ? null : <p>{t('asWitness', { name: performer.name })}</p>}
          <ContentToSign lines={contentLines} unreachable={state.kind === 'unreachable'} onRetry={() => void retry()} />
        </div>
        <SigningForm
          meaning={meaning}
          {...(performer === undefined ? {} : { performer })}
          busy={state.kind === 'signing'}
          ready={contentLines !== undefined && state.kind !== 'asking'}
          onSign={(userName, password) => void sign(userName, password)}
          onLeave={onLeave}
        >
          {refusal === undefined ? null : <RefusalBanner problem={refusal} />}
          {state.kind === 'unanswered' ? <Banner level="warn">{t('noAnswer')}</Banner> : null}
        </SigningForm>
      </div>
    </Dialog>
  );
}

function ContentToSign({
  lines,
  unreachable,
  onRetry,
}: Readonly<{
  lines: readonly Readonly<{ label: string; value: string }>[] | undefined;
  unreachable: boolean;
  onRetry: () => void;
}>) {
  const t = usePhrases(signingPhrases);
  const tLive = usePhrases(livePhrases);
  if (unreachable) {
    return (
      <Banner level="warn" actions={<Button onPress={onRetry}>{t('again')}</Button>}>
        {tLive('unreachable')}
      </Banner>
    );
  }
  return (
    <section className={styles['shown']} aria-label={t('reads')} tabIndex={0}>
      <h3 className={styles['reads']}>{t('reads')}</h3>
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
