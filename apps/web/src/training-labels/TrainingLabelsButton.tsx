import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { usePhrases } from '../language/phrases.js';
import { useSite } from '../site/use-site.js';
import { Button } from '../ui/Button.js';
import { terminalPhrases } from '../terminal/language/phrases.js';
import { TrainingLabels } from './TrainingLabels.js';

/** Where a label is asked for and nobody has a scanner: in a demo and in training, never where a product is made. */
export function TrainingLabelsButton({ batch, line }: Readonly<{ batch: BatchReply; line: StepLine }>) {
  const t = usePhrases(terminalPhrases);
  const site = useSite();
  const [isOpen, setIsOpen] = useState(false);
  if (site === undefined || site.profile === 'gmp') return null;
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>{t('trainingLabels')}</Button>
      {isOpen ? <TrainingLabels batch={batch} now={line} onLeave={() => setIsOpen(false)} /> : null}
    </>
  );
}
