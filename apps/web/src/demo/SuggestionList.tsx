import type { DemoPerson, DemoReply, DemoSuggestion } from '@autolog/contract/demo';
import type { Problem } from '@autolog/contract/live';
import { useState, type ReactNode } from 'react';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { usePhrases, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { signIn } from '../person/session.js';
import { openPage } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { demoPhrases } from './phrases.js';
import { useDemo } from './use-demo.js';
import styles from './SuggestionList.module.css';

type State = Readonly<{ kind: 'ready' | 'asking' | 'unanswered' }> | Readonly<{ kind: 'refused'; problem: Problem }>;

/** What there is to try in a demo: one touch signs in as the person whose work it is and opens the screen. */
export function SuggestionList() {
  const t = usePhrases(demoPhrases);
  const tPerson = usePhrases(personPhrases);
  const text = useText();
  const [state, setState] = useState<State>({ kind: 'ready' });
  const signInAndOpen = async (person: DemoPerson, address: string): Promise<void> => {
    setState({ kind: 'asking' });
    const result = await signIn(person.userName, person.password, 'desk');
    if (result.kind === 'answered') return openPage(address);
    setState(result.kind === 'refused' ? result : { kind: 'unanswered' });
  };
  const demo = useDemo();
  const rows = demo === undefined ? [] : rowsWithPerson(demo);
  if (rows.length === 0) return null;
  return (
    <section className={styles['suggestions']} aria-label={t('suggestions')}>
      <h2 className={styles['head']}>{t('suggestions')}</h2>
      <p className={styles['who']}>{t('suggestionsHint')}</p>
      {state.kind === 'refused' ? <RefusalBanner problem={state.problem} /> : null}
      {state.kind === 'unanswered' ? <Banner level="warn">{tPerson('noAnswer')}</Banner> : null}
      <ul className={styles['list']}>
        {rows.map(({ person, suggestion }) => (
          <li key={`${suggestion.userName} ${suggestion.text.en}`}>
            <button
              type="button"
              className={styles['suggestion']}
              aria-disabled={state.kind === 'asking'}
              onClick={() => {
                if (state.kind !== 'asking') void signInAndOpen(person, suggestion.address);
              }}
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
