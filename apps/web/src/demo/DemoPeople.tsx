import { mayDo, type Permission } from '@autolog/domain/role';
import { usePhrases } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { useLandingPage } from '../person/session.js';
import styles from '../sign-in/SignInForm.module.css';

type DemoCredentials = Readonly<{ userName: string; password: string }>;

/** The demo says who can sign in and with what; elsewhere the server names nobody and this draws nothing. */
export function DemoPeople({
  onPick,
  permission,
}: Readonly<{ onPick: (person: DemoCredentials) => void; permission?: Permission }>) {
  const t = usePhrases(personPhrases);
  const { reply } = useLandingPage();
  const people = (reply?.people ?? []).filter(
    (person) => permission === undefined || person.roles.some((role) => mayDo([role], permission)),
  );
  if (people.length === 0) return null;
  return (
    <section className={styles['demo']} aria-label={t('demoPeople')}>
      <h2 className={styles['head']}>{t('demoPeople')}</h2>
      <p className={styles['hint']}>{t('demoHint')}</p>
      <ul className={styles['people']}>
        {people.map((person) => (
          <li key={person.userName}>
            <button type="button" className={styles['person']} onClick={() => onPick(person)}>
              <b>{person.name}</b>
              <span>{person.roles.map((role) => t(role)).join(', ')}</span>
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
