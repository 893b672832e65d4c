import type { DoorReply, Try } from '@autolog/contract/session';
import type { Problem } from '@autolog/contract/live';
import { useState } from 'react';
import { Refused } from '../language/Refused.js';
import { useSay, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { signIn } from '../person/session.js';
import { goToArea } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { doorPhrases } from './phrases.js';
import styles from './Tries.module.css';

type State = Readonly<{ kind: 'ready' | 'asking' | 'unanswered' }> | Readonly<{ kind: 'refused'; problem: Problem }>;

/** What there is to try in a demo: each thing one touch away, as the person whose work it is. */
export function Tries({ door }: Readonly<{ door: DoorReply }>) {
  const say = useSay(doorPhrases);
  const sayPerson = useSay(personPhrases);
  const text = useText();
  const [state, setState] = useState<State>({ kind: 'ready' });
  const begin = async (person: DoorReply['people'][number], address: string): Promise<void> => {
    setState({ kind: 'asking' });
    const answer = await signIn(person.userName, person.password, 'desk');
    if (answer.kind === 'answered') return goToArea(address);
    setState(answer.kind === 'refused' ? answer : { kind: 'unanswered' });
  };
  const rows = rowsOf(door);
  if (rows.length === 0) return null;
  return (
    <section className={styles['tries']}>
      <h2>{say('toTry')}</h2>
      {state.kind === 'refused' ? <Refused problem={state.problem} /> : null}
      {state.kind === 'unanswered' ? <Banner level="warn">{sayPerson('noAnswer')}</Banner> : null}
      <ul>
        {rows.map(({ person, one }) => (
          <li key={`${one.userName} ${one.says.en}`}>
            <p>
              {text(one.says)}
              <span className={styles['who']}>
                {person.name}, {person.roles.map((role) => sayPerson(role)).join(', ')}
              </span>
            </p>
            <Button
              onPress={() => void begin(person, one.address)}
              label={say('signInAsFor', { name: person.name, what: text(one.says) })}
              cannot={state.kind === 'asking' ? sayPerson('signingIn') : undefined}
              cannotShownElsewhere
            >
              {say('signInAs', { name: person.name })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Row = Readonly<{ person: DoorReply['people'][number]; one: Try }>;

const rowsOf = ({ people, tries }: DoorReply): readonly Row[] =>
  tries.flatMap((one) => {
    const person = people.find(({ userName }) => userName === one.userName);
    return person === undefined ? [] : [{ person, one }];
  });
