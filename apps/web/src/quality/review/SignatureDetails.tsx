import { MEANING_TEXT, type Signature } from '@autolog/domain/signature';
import { usePhrases, useText } from '../../language/phrases.js';
import { personPhrases } from '../../person/phrases.js';
import { qualityPhrases } from '../language/phrases.js';
import { Timestamp } from '../../site/Timestamp.js';
import styles from './Review.module.css';

/** Who signed (printed name, user name, role), what it means and when, wherever a signature is shown (P11-50). */
export function SignatureDetails({ signature }: Readonly<{ signature: Signature }>) {
  const t = usePhrases(qualityPhrases);
  const tPerson = usePhrases(personPhrases);
  const text = useText();
  return (
    <div className={styles['signature']}>
      <b>{t('signedBy', { meaning: text(MEANING_TEXT[signature.meaning]), name: signature.name })}</b>
      <span>{t('signedAs', { userName: signature.userName, role: tPerson(signature.role) })}</span>
      <Timestamp at={signature.at} />
    </div>
  );
}
