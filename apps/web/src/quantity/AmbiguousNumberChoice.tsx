import type { UnitCode } from '@autolog/domain/quantity/unit';
import { quantityInWords as inWords, formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { useLanguage, usePhrases } from '../language/phrases.js';
import { Choice } from '../ui/Choice.js';
import { quantityPhrases } from './phrases.js';

/** "1.000" may be one or a thousand: the person is asked, nothing is guessed. */
export function AmbiguousNumberChoice({
  candidates,
  unit,
  onPick,
}: Readonly<{ candidates: readonly string[]; unit: UnitCode; onPick: (candidate: string) => void }>) {
  const language = useLanguage();
  const t = usePhrases(quantityPhrases);
  return (
    <Choice
      label={t('which')}
      columns={2}
      options={candidates.map((candidate) => ({
        id: candidate,
        label: formatQuantity(candidate, unit, language),
        note: inWords(candidate, unit, language),
      }))}
      onChoose={onPick}
    />
  );
}
