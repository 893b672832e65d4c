import { PASSWORD_MAX, USER_NAME_MAX } from '@autolog/domain/input-limits';
import type { MeReply } from '@autolog/contract/session';
import { lazy, useState, type ReactNode } from 'react';
import { usePhrases } from '../language/phrases.js';
import { Button } from '../ui/Button.js';
import { Field } from '../ui/Field.js';
import { personPhrases } from '../person/phrases.js';
import { SignInProblem } from '../person/SignInProblem.js';
import { useSignIn } from '../person/use-sign-in.js';
import { InDemo } from '../site/InDemo.js';
import styles from './SignInForm.module.css';

const DemoPeople = lazy(() => import('../demo/DemoPeople.js').then(({ DemoPeople }) => ({ default: DemoPeople })));

type Props = Readonly<{
  at: 'terminal' | 'desk';
  onSignedIn: (me: MeReply) => void;
  /** Shown below the fields. */
  children?: ReactNode;
}>;

/** User name and password; on a demo site also the people who can sign in. */
export function SignInForm({ at, onSignedIn, children }: Props) {
  const t = usePhrases(personPhrases);
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const { state, submit } = useSignIn(at);
  const disabledReason = userName.trim() === '' || password === '' ? t('typeBoth') : undefined;
  return (
    <div className={styles['both']}>
      <div className={styles['own']}>
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (disabledReason === undefined) void submit(userName, password, onSignedIn);
          }}
        >
          <Field
            label={t('userName')}
            text={userName}
            onText={setUserName}
            autoComplete="username"
            name="userName"
            focusFirst
            max={USER_NAME_MAX}
          />
          <Field
            label={t('password')}
            text={password}
            onText={setPassword}
            kind="password"
            autoComplete="current-password"
            name="password"
            max={PASSWORD_MAX}
          />
          <SignInProblem state={state} />
          <Button tone="primary" size="key" submits disabledReason={disabledReason} disabledReasonShownElsewhere>
            {state.kind === 'sending' ? t('signingIn') : (disabledReason ?? t('signIn'))}
          </Button>
        </form>
        {children}
      </div>
      <InDemo>
        <DemoPeople
          permission={at === 'terminal' ? 'batch.perform' : undefined}
          onPick={(person) => {
            setUserName(person.userName);
            setPassword(person.password);
          }}
        />
      </InDemo>
    </div>
  );
}
