import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';

/** What the label of a sample says to a scanner. */
export const sampleLabelCode = (batch: string, step: string): string => labelText.sample(sampleNumber(batch, step));
