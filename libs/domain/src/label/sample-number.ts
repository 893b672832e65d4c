/** The number of a sample as its label has it: the batch, and the step it was taken in. */
export const sampleNumber = (batch: string, step: string): string => `${batch}/${step.toUpperCase()}`;
