import type { DemoPerson, DemoReply, DemoSuggestion } from '@autolog/contract/demo';
import type { ReactNode } from 'react';
import { usePhrases, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { SignInProblem } from '../person/SignInProblem.js';
import { useSignIn } from '../person/use-sign-in.js';
import { openPage } from '../ui/address.js';
import { demoPhrases } from './phrases.js';
import { useDemo } from './use-demo.js';
import styles from './SuggestionList.module.css';

/** What there is to try in a demo: one touch signs in as the person whose work it is and opens the screen. */
export function SuggestionList() {
  const t = usePhrases(demoPhrases);
  const tPerson = usePhrases(personPhrases);
  const text = useText();
  const { state, submit } = useSignIn('desk');
  const signInAndOpen = (person: DemoPerson, address: string): void =>
    void submit(person.userName, person.password, () => openPage(address));
  const demo = useDemo();
  const rows = demo === undefined ? [] : rowsWithPerson(demo);
  if (rows.length === 0) return null;
  return (
    <section className={styles['suggestions']} aria-label={t('suggestions')}>
      <h2 className={styles['head']}>{t('suggestions')}</h2>
      <p className={styles['who']}>{t('suggestionsHint')}</p>
      <SignInProblem state={state} />
      <ul className={styles['list']}>
        {rows.map(({ person, suggestion }) => (
          <li key={`${suggestion.userName} ${suggestion.text.en}`}>
            <button
              type="button"
              className={styles['suggestion']}
              aria-disabled={state.kind === 'sending'}
              onClick={() => signInAndOpen(person, suggestion.address)}
            >
              <span>{withUnbrokenNumbers(text(suggestion.text))}</span>
              <span className={styles['who']}>
                {t('signInAs', { name: person.name, roles: person.roles.map((role) => tPerson(role)).join(', ') })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type SuggestionRow = Readonly<{ person: DemoPerson; suggestion: DemoSuggestion }>;

/** A suggestion for somebody who cannot sign in is left out. */
const rowsWithPerson = ({ people, suggestions }: DemoReply): readonly SuggestionRow[] =>
  suggestions.flatMap((suggestion) => {
    const person = people.find(({ userName }) => userName === suggestion.userName);
    return person === undefined ? [] : [{ person, suggestion }];
  });

/** The number of a batch, with the punctuation that follows it. */
const BATCH_NUMBER = /(B-\d{4}-\d{4}[.,:]?)/;

/** A sentence in which no batch number is broken over two lines. */
const withUnbrokenNumbers = (sentence: string): readonly ReactNode[] =>
  sentence.split(BATCH_NUMBER).map((part) =>
    BATCH_NUMBER.test(part) ? (
      <span key={part} className={styles['whole']}>
        {part}
      </span>
    ) : (
      part
    ),
  );
