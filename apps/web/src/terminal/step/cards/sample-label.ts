import { sampleNumber } from '@autolog/domain/batch/read-sample';

/** What the label of a sample says to a scanner. */
export const labelOfSample = (batch: string, step: string): string => `SMP/${sampleNumber(batch, step)}`;
