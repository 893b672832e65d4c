import { mayDo, type Permission } from '@autolog/domain/role';
import { useSay } from '../language/phrases.js';
import { personPhrases } from './phrases.js';
import { useDemo } from './session.js';
import styles from './SignIn.module.css';

type Known = Readonly<{ userName: string; password: string }>;

/** Who can sign in to the demo, and with what; empty elsewhere. */
export function DemoPeople({ onPick, only }: Readonly<{ onPick: (person: Known) => void; only?: Permission }>) {
  const say = useSay(personPhrases);
  const { reply } = useDemo();
  const people = (reply?.people ?? []).filter(
    (person) => only === undefined || person.roles.some((role) => mayDo([role], only)),
  );
  if (people.length === 0) return null;
  return (
    <section className={styles['demo']} aria-label={say('demoPeople')}>
      <h2 className={styles['head']}>{say('demoPeople')}</h2>
      <p className={styles['hint']}>{say('demoHint')}</p>
      <ul className={styles['people']}>
        {people.map((person) => (
          <li key={person.userName}>
            <button type="button" className={styles['person']} onClick={() => onPick(person)}>
              <b>{person.name}</b>
              <span>{person.roles.map((role) => say(role)).join(', ')}</span>
              <span className="code">
                {person.userName} · {person.password}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
