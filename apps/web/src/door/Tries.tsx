import type { DemoPerson, DemoReply, DemoSuggestion } from '@autolog/contract/demo';
import type { Problem } from '@autolog/contract/live';
import { useState, type ReactNode } from 'react';
import { Refused } from '../language/Refused.js';
import { useSay, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { signIn } from '../person/session.js';
import { goToArea } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { doorPhrases } from './phrases.js';
import styles from './Tries.module.css';

type State = Readonly<{ kind: 'ready' | 'asking' | 'unanswered' }> | Readonly<{ kind: 'refused'; problem: Problem }>;

/** What there is to try in a demo: each thing one touch away, as the person whose work it is. */
export function Tries({ demo }: Readonly<{ demo: DemoReply }>) {
  const say = useSay(doorPhrases);
  const sayPerson = useSay(personPhrases);
  const text = useText();
  const [state, setState] = useState<State>({ kind: 'ready' });
  const begin = async (person: DemoPerson, address: string): Promise<void> => {
    setState({ kind: 'asking' });
    const answer = await signIn(person.userName, person.password, 'desk');
    if (answer.kind === 'answered') return goToArea(address);
    setState(answer.kind === 'refused' ? answer : { kind: 'unanswered' });
  };
  const rows = rowsOf(demo);
  if (rows.length === 0) return null;
  return (
    <section className={styles['tries']} aria-label={say('toTry')}>
      <h2 className={styles['head']}>{say('toTry')}</h2>
      <p className={styles['who']}>{say('tryHint')}</p>
      {state.kind === 'refused' ? <Refused problem={state.problem} /> : null}
      {state.kind === 'unanswered' ? <Banner level="warn">{sayPerson('noAnswer')}</Banner> : null}
      <ul className={styles['list']}>
        {rows.map(({ person, one }) => (
          <li key={`${one.userName} ${one.text.en}`}>
            <button
              type="button"
              className={styles['try']}
              aria-disabled={state.kind === 'asking'}
              onClick={() => {
                if (state.kind !== 'asking') void begin(person, one.address);
              }}
            >
              <span>{wordsOf(text(one.text))}</span>
              <span className={styles['who']}>
                {say('goAs', { name: person.name, roles: person.roles.map((role) => sayPerson(role)).join(', ') })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Row = Readonly<{ person: DemoPerson; one: DemoSuggestion }>;

const rowsOf = ({ people, suggestions }: DemoReply): readonly Row[] =>
  suggestions.flatMap((one) => {
    const person = people.find(({ userName }) => userName === one.userName);
    return person === undefined ? [] : [{ person, one }];
  });

/** The number of a batch, and what closes the word it ends. */
const NUMBER = /(B-\d{4}-\d{4}[.,:]?)/;

/** A sentence in which no number of a batch is broken over two lines. */
const wordsOf = (sentence: string): readonly ReactNode[] =>
  sentence.split(NUMBER).map((part) =>
    NUMBER.test(part) ? (
      <span key={part} className={styles['whole']}>
        {part}
      </span>
    ) : (
      part
    ),
  );
