import { PASSWORD_MAX, USER_NAME_MAX } from '@autolog/domain/input-limits';
import { MEANING_TEXT, type Meaning } from '@autolog/domain/signature';
import { lazy, useState, type ReactNode } from 'react';
import { usePhrases, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { InDemo } from '../site/InDemo.js';
import { Button } from '../ui/Button.js';
import { Field } from '../ui/Field.js';
import { signingPhrases } from './phrases.js';
import styles from './SigningDialog.module.css';

const DemoSignerButtons = lazy(() =>
  import('../demo/DemoSignerButtons.js').then(({ DemoSignerButtons }) => ({ default: DemoSignerButtons })),
);

type SigningFormProps = Readonly<{
  meaning: Meaning;
  performer?: Readonly<{ name: string; userName: string }>;
  busy: boolean;
  ready: boolean;
  onSign: (userName: string, password: string) => void;
  onLeave: () => void;
  children: ReactNode;
}>;

/** Both components, typed every time; what went wrong is shown above the button that is pressed again. */
export function SigningForm({ meaning, performer, busy, ready, onSign, onLeave, children }: SigningFormProps) {
  const t = usePhrases(signingPhrases);
  const tPerson = usePhrases(personPhrases);
  const meaningText = useText()(MEANING_TEXT[meaning]).toLowerCase();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const missing = userName.trim() === '' || password === '' ? t('typeBoth') : undefined;
  const disabledReason = busy ? t('signing') : ready ? missing : t('asking');
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (disabledReason === undefined) onSign(userName, password);
      }}
    >
      <Field
        label={tPerson('userName')}
        text={userName}
        onText={setUserName}
        name="signer"
        max={USER_NAME_MAX}
        focusFirst
      />
      <Field
        label={tPerson('password')}
        text={password}
        onText={setPassword}
        kind="password"
        name="proof"
        max={PASSWORD_MAX}
        autoComplete="one-time-code"
      />
      {children}
      <div className={styles['actions']}>
        <Button tone="primary" size="key" submits disabledReason={disabledReason} disabledReasonShownElsewhere>
          {disabledReason ?? t('sign', { meaning: meaningText })}
        </Button>
        <Button tone="quiet" onPress={onLeave}>
          {t('leave')}
        </Button>
      </div>
      <InDemo>
        <DemoSignerButtons
          meaning={meaning}
          performerUserName={performer?.userName}
          onPick={(person) => {
            setUserName(person.userName);
            setPassword(person.password);
          }}
        />
      </InDemo>
    </form>
  );
}
