import type { MeReply } from '@autolog/contract/session';
import type { Problem } from '@autolog/contract/live';
import { useState, type ReactNode } from 'react';
import { Refused } from '../language/Refused.js';
import { useSay } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Field } from '../ui/Field.js';
import { DemoPeople } from './DemoPeople.js';
import { personPhrases } from './phrases.js';
import { signIn } from './session.js';
import styles from './SignIn.module.css';

type State = Readonly<{ kind: 'ready' | 'asking' | 'unanswered' }> | Readonly<{ kind: 'refused'; problem: Problem }>;

type Props = Readonly<{
  at: 'terminal' | 'desk';
  onSignedIn: (me: MeReply) => void;
  /** Stands below the fields, beside the people of a demo. */
  children?: ReactNode;
}>;

/** User name and password; in the demo, who can sign in as what, one touch away. */
export function SignIn({ at, onSignedIn, children }: Props) {
  const say = useSay(personPhrases);
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [state, setState] = useState<State>({ kind: 'ready' });
  const enter = async (): Promise<void> => {
    setState({ kind: 'asking' });
    const answer = await signIn(userName, password, at);
    if (answer.kind === 'answered') return onSignedIn(answer.reply);
    setState(answer.kind === 'refused' ? answer : { kind: 'unanswered' });
  };
  const cannot = userName.trim() === '' || password === '' ? say('typeBoth') : undefined;
  return (
    <div className={styles['both']}>
      <div className={styles['own']}>
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (cannot === undefined && state.kind !== 'asking') void enter();
          }}
        >
          <Field
            label={say('userName')}
            text={userName}
            onText={setUserName}
            autoComplete="username"
            name="userName"
            focusFirst
            max={64}
          />
          <Field
            label={say('password')}
            text={password}
            onText={setPassword}
            kind="password"
            autoComplete="current-password"
            name="password"
            max={256}
          />
          {state.kind === 'refused' ? <Refused problem={state.problem} /> : null}
          {state.kind === 'unanswered' ? <Banner level="warn">{say('noAnswer')}</Banner> : null}
          <Button tone="primary" size="key" submits cannot={cannot} cannotShownElsewhere>
            {state.kind === 'asking' ? say('signingIn') : (cannot ?? say('signIn'))}
          </Button>
        </form>
        {children}
      </div>
      <DemoPeople
        {...(at === 'terminal' ? { only: 'batch.perform' as const } : {})}
        onPick={(person) => {
          setUserName(person.userName);
          setPassword(person.password);
        }}
      />
    </div>
  );
}
