import { MEANING_TEXT, type Meaning } from '@autolog/domain/signature';
import type { Role } from '@autolog/domain/role';
import { useState, type ReactNode } from 'react';
import { useSay, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { useDemo } from '../person/session.js';
import { Button } from '../ui/Button.js';
import { Field } from '../ui/Field.js';
import { signingPhrases } from './phrases.js';
import styles from './SigningDialog.module.css';

const USER_NAME_MAX = 64;
const PASSWORD_MAX = 256;

type SigningFormProps = Readonly<{
  meaning: Meaning;
  besides?: Readonly<{ name: string; userName: string }>;
  busy: boolean;
  ready: boolean;
  onSign: (userName: string, password: string) => void;
  onLeave: () => void;
  children: ReactNode;
}>;

/** Both components, typed every time; what went wrong stands above the key that is pressed again. */
export function SigningForm({ meaning, besides, busy, ready, onSign, onLeave, children }: SigningFormProps) {
  const say = useSay(signingPhrases);
  const sayPerson = useSay(personPhrases);
  const means = useText()(MEANING_TEXT[meaning]).toLowerCase();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const missing = userName.trim() === '' || password === '' ? say('typeBoth') : undefined;
  const cannot = busy ? say('signing') : ready ? missing : say('asking');
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (cannot === undefined) onSign(userName, password);
      }}
    >
      <Field
        label={sayPerson('userName')}
        text={userName}
        onText={setUserName}
        name="signer"
        max={USER_NAME_MAX}
        focusFirst
      />
      <Field
        label={sayPerson('password')}
        text={password}
        onText={setPassword}
        kind="password"
        name="proof"
        max={PASSWORD_MAX}
        autoComplete="one-time-code"
      />
      {children}
      <div className={styles['actions']}>
        <Button tone="primary" size="key" submits cannot={cannot} cannotShownElsewhere>
          {cannot ?? say('sign', { meaning: means })}
        </Button>
        <Button tone="quiet" onPress={onLeave}>
          {say('leave')}
        </Button>
      </div>
      <DemoFill
        meaning={meaning}
        besides={besides?.userName}
        onFill={(person) => {
          setUserName(person.userName);
          setPassword(person.password);
        }}
      />
    </form>
  );
}

/** Who would sign what, for the demo's one-touch names only; the server decides. */
const SIGNERS: Readonly<Record<Meaning, readonly Role[]>> = {
  performed: ['technician', 'qc_analyst'],
  witnessed: ['technician', 'qc_analyst'],
  reviewed: ['quality_officer'],
  assessed: ['quality_officer', 'qualified_person'],
  approved: ['quality_officer', 'qualified_person'],
  certified: ['qualified_person'],
  rejected: ['qualified_person'],
};

/** In the demo nobody has to remember passwords; empty elsewhere. */
function DemoFill({
  meaning,
  besides,
  onFill,
}: Readonly<{
  meaning: Meaning;
  besides: string | undefined;
  onFill: (person: Readonly<{ userName: string; password: string }>) => void;
}>) {
  const people = (useDemo().reply?.people ?? []).filter(
    ({ userName, roles }) => userName !== besides && roles.some((role) => SIGNERS[meaning].includes(role)),
  );
  if (people.length === 0) return null;
  return (
    <div className={styles['fill']}>
      {people.map((person) => (
        <Button key={person.userName} tone="quiet" onPress={() => onFill(person)}>
          {person.name}
        </Button>
      ))}
    </div>
  );
}
