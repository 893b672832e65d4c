import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { usePhrases } from '../language/phrases.js';
import { useSite } from '../site/use-site.js';
import { Button } from '../ui/Button.js';
import { trainingLabelPhrases } from './phrases.js';
import { TrainingLabels } from './TrainingLabels.js';

/** Offers the training labels on demo and training sites, never on a GMP site. */
export function TrainingLabelsButton({ batch, line }: Readonly<{ batch: BatchReply; line: StepLine }>) {
  const t = usePhrases(trainingLabelPhrases);
  const site = useSite();
  const [isOpen, setIsOpen] = useState(false);
  if (site === undefined || site.profile === 'gmp') return null;
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>{t('title')}</Button>
      {isOpen ? <TrainingLabels batch={batch} now={line} onLeave={() => setIsOpen(false)} /> : null}
    </>
  );
}
