/** One line of what a step recorded. `figure`: a number or a code; `unexpected`: it differs from what the recipe expects. */
export type OutcomeLine = Readonly<{ label?: string; text: string; figure: boolean; unexpected?: boolean }>;

/** A note beside the lines; the screen has the words for it. */
export type OutcomeNote =
  | Readonly<{ kind: 'typed'; as: string }>
  | Readonly<{ kind: 'explained'; as: string }>
  | Readonly<{ kind: 'byHand' | 'opened' }>
  | Readonly<{ kind: 'measured' | 'shownSince'; at: string }>;

/** An outcome as the record has it: no digit is changed, only the decimal sign is the reader's. */
export type DescribedOutcome = Readonly<{ lines: readonly OutcomeLine[]; notes: readonly OutcomeNote[] }>;

export const figureLine = (text: string): OutcomeLine => ({ text, figure: true });
