import type { CommandReply } from '@autolog/contract/batch';
import type { Problem } from '@autolog/contract/live';
import { MEANING_TEXT } from '@autolog/domain/signature';
import { useEffect, useState } from 'react';
import { Refused } from '../language/Refused.js';
import { useSay, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { useDoor } from '../person/session.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Dialog } from '../ui/Dialog.js';
import { Field } from '../ui/Field.js';
import { Skeleton } from '../ui/Skeleton.js';
import { livePhrases } from '../live/phrases.js';
import { signingPhrases } from './phrases.js';
import { useSignature, type ToSign } from './use-signature.js';
import styles from './SigningDialog.module.css';

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
  const refusal = state.kind === 'refused' ? state.problem : undefined;
  useEffect(() => {
    if (refusal !== undefined) onRefused?.(refusal);
    // Once per refusal: what the caller does with it does not make it a new one.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- onRefused is a fresh closure at every draw
  }, [refusal]);
  return (
    <Dialog title={say(besides === undefined ? 'title' : 'witnessTitle', { meaning: means })} onLeave={onLeave} wide>
      <div className={styles['two']}>
        <Shown lines={shown} unreachable={state.kind === 'unreachable'} onAgain={() => void begin()} />
        <SigningForm
          means={means}
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

function SigningForm({
  means,
  besides,
  busy,
  ready,
  onSign,
  onLeave,
  children,
}: Readonly<{
  means: string;
  besides?: Readonly<{ name: string; userName: string }>;
  busy: boolean;
  ready: boolean;
  onSign: (userName: string, password: string) => void;
  onLeave: () => void;
  children: React.ReactNode;
}>) {
  const say = useSay(signingPhrases);
  const sayPerson = useSay(personPhrases);
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const missing = userName.trim() === '' || password === '' ? say('typeBoth') : undefined;
  const cannot = ready ? missing : say('asking');
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (cannot === undefined && !busy) onSign(userName, password);
      }}
    >
      {besides === undefined ? null : <p>{say('asWitness', { name: besides.name })}</p>}
      <Field label={sayPerson('userName')} text={userName} onText={setUserName} name="signer" max={64} focusFirst />
      <Field
        label={sayPerson('password')}
        text={password}
        onText={setPassword}
        kind="password"
        name="proof"
        max={256}
        autoComplete="one-time-code"
      />
      <DemoFill
        besides={besides?.userName}
        onFill={(person) => {
          setUserName(person.userName);
          setPassword(person.password);
        }}
      />
      {children}
      <div className={styles['actions']}>
        <Button tone="primary" size="key" submits cannot={busy ? say('notYet') : cannot}>
          {busy ? say('signing') : say('sign', { meaning: means })}
        </Button>
        <Button tone="quiet" onPress={onLeave}>
          {say('leave')}
        </Button>
      </div>
    </form>
  );
}

/** In the demo nobody has to remember passwords; elsewhere the door names nobody. */
function DemoFill({
  besides,
  onFill,
}: Readonly<{
  besides: string | undefined;
  onFill: (person: Readonly<{ userName: string; password: string }>) => void;
}>) {
  const people = useDoor().reply?.people ?? [];
  if (people.length === 0) return null;
  return (
    <div className={styles['fill']}>
      {people
        .filter((person) => person.userName !== besides)
        .map((person) => (
          <Button key={person.userName} tone="quiet" onPress={() => onFill(person)}>
            {person.name}
          </Button>
        ))}
    </div>
  );
}
