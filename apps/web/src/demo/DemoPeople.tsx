import { mayDo, type Permission } from '@autolog/domain/role';
import { usePhrases } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { demoPhrases } from './phrases.js';
import { useDemo, type DemoCredentials } from './use-demo.js';
import styles from './DemoPeople.module.css';

type Props = Readonly<{
  onPick: (credentials: DemoCredentials) => void;
  /** Shows only the people who have this permission. */
  permission: Permission | undefined;
}>;

/** Who can sign in to the demo, with user name and password; one touch fills in the fields. */
export function DemoPeople({ onPick, permission }: Props) {
  const t = usePhrases(demoPhrases);
  const tPerson = usePhrases(personPhrases);
  const demo = useDemo();
  const people = (demo?.people ?? []).filter(({ roles }) => permission === undefined || mayDo(roles, permission));
  if (people.length === 0) return null;
  return (
    <section className={styles['demo']} aria-label={t('people')}>
      <h2 className={styles['head']}>{t('people')}</h2>
      <p className={styles['hint']}>{t('peopleHint')}</p>
      <ul className={styles['people']}>
        {people.map((person) => (
          <li key={person.userName}>
            <button type="button" className={styles['person']} onClick={() => onPick(person)}>
              <b>{person.name}</b>
              <span>{person.roles.map((role) => tPerson(role)).join(', ')}</span>
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
