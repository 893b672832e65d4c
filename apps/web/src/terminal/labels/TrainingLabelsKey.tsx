import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { useSay } from '../../language/phrases.js';
import { useSite } from '../../site/use-site.js';
import { Button } from '../../ui/Button.js';
import { terminalPhrases } from '../phrases.js';
import { TrainingLabels } from './TrainingLabels.js';

/** Where a label is asked for and nobody has a scanner: in a demo and in training, never where a product is made. */
export function TrainingLabelsKey({ batch, line }: Readonly<{ batch: BatchReply; line: StepLine }>) {
  const say = useSay(terminalPhrases);
  const site = useSite();
  const [shown, setShown] = useState(false);
  if (site === undefined || site.profile === 'gmp') return null;
  return (
    <>
      <Button onPress={() => setShown(true)}>{say('trainingLabels')}</Button>
      {shown ? <TrainingLabels batch={batch} now={line} onLeave={() => setShown(false)} /> : null}
    </>
  );
}
