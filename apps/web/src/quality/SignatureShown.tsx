import { MEANING_TEXT, type Signature } from '@autolog/domain/signature';
import { useSay, useText } from '../language/phrases.js';
import { personPhrases } from '../person/phrases.js';
import { phrases } from './phrases.js';
import { When } from './When.js';
import styles from './Quality.module.css';

/** Who signed (printed name, user name, role), what it means and when, wherever a signature is shown (P11-50). */
export function SignatureShown({ signature }: Readonly<{ signature: Signature }>) {
  const say = useSay(phrases);
  const sayPerson = useSay(personPhrases);
  const text = useText();
  return (
    <div className={styles['signature']}>
      <b>{say('signedBy', { meaning: text(MEANING_TEXT[signature.meaning]), name: signature.name })}</b>
      <span>{say('signedAs', { userName: signature.userName, role: sayPerson(signature.role) })}</span>
      <When at={signature.at} />
    </div>
  );
}
