import type { UnitCode } from '@autolog/domain/quantity/unit';
import { quantityInWords as inWords, formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { useLanguage, useSay } from '../language/phrases.js';
import { Choice } from '../ui/Choice.js';
import { quantityPhrases } from './phrases.js';

/** "1.000" may be one or a thousand: doubt is a question, not a guess. */
export function AskWhich({
  readings,
  unit,
  onPick,
}: Readonly<{ readings: readonly string[]; unit: UnitCode; onPick: (reading: string) => void }>) {
  const language = useLanguage();
  const say = useSay(quantityPhrases);
  return (
    <Choice
      label={say('which')}
      columns={2}
      options={readings.map((reading) => ({
        id: reading,
        label: formatQuantity(reading, unit, language),
        note: inWords(reading, unit, language),
      }))}
      onChoose={onPick}
    />
  );
}
