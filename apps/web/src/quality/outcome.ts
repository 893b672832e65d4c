import type { StepOutcome } from '@autolog/domain/batch/event';
import { formatDecimal, formatQuantity } from '@autolog/domain/quantity/format-quantity';
import type { Step } from '@autolog/domain/recipe/recipe';
import type { Language } from '@autolog/domain/text';

/** One line of what a step recorded. `figure` is set in mono; `unexpected` differs from what the recipe expects. */
export type Shown = Readonly<{ label?: string; text: string; figure: boolean; unexpected?: boolean }>;

/** What stands beside a value and needs a phrase: the screen has the words. */
export type Note =
  | Readonly<{ note: 'typed'; as: string }>
  | Readonly<{ note: 'explained'; as: string }>
  | Readonly<{ note: 'byHand' | 'opened' }>
  | Readonly<{ note: 'measured' | 'shownSince'; at: string }>;

export type ShownOutcome = Readonly<{ lines: readonly Shown[]; notes: readonly Note[] }>;

const NOTHING: ShownOutcome = { lines: [], notes: [] };

/** An outcome as the record has it: no digit is changed, only the decimal sign is the reader's. */
export function shownOutcome(step: Step, outcome: StepOutcome, language: Language): ShownOutcome {
  switch (outcome.kind) {
    case 'instruction':
      return NOTHING;
    case 'entry': {
      const value = figure(formatQuantity(outcome.value, outcome.unit, language));
      return { lines: [value], notes: sameNumber(outcome) ? [] : [{ note: 'typed', as: outcome.typed }] };
    }
    case 'calculation':
      return {
        lines: [figure(formatQuantity(outcome.value, outcome.unit, language))],
        notes: [{ note: 'explained', as: separatedAll(outcome.explained, language) }],
      };
    case 'choice':
      return { lines: [chosen(step, outcome.choice, language)], notes: [] };
    case 'scan':
      return {
        lines: [figure(outcome.read)],
        notes: [
          ...(outcome.byHand ? [{ note: 'byHand' } as const] : []),
          ...(outcome.opens === true ? [{ note: 'opened' } as const] : []),
        ],
      };
    case 'check':
      return { lines: checked(step, outcome.states, language), notes: [] };
    case 'timer':
      return { lines: [figure(lasted(Date.parse(outcome.endedAt) - Date.parse(outcome.startedAt)))], notes: [] };
    case 'device':
      return {
        lines: [figure(formatQuantity(outcome.value, outcome.unit, language))],
        notes: [{ note: 'measured', at: outcome.sourceTime }],
      };
    case 'activity':
      return {
        lines: [{ text: outcome.activity, figure: false }],
        notes: [{ note: 'shownSince', at: outcome.sourceTime }],
      };
    case 'sample':
      return { lines: [figure(outcome.sample)], notes: outcome.byHand ? [{ note: 'byHand' }] : [] };
  }
}

const figure = (text: string): Shown => ({ text, figure: true });

/** What was typed is mentioned only where it reads differently: "92,4" for 92.4 is the same number. */
const sameNumber = (entry: Readonly<{ value: string; typed: string }>): boolean =>
  entry.typed.trim().replace(',', '.') === entry.value;

function chosen(step: Step, choice: string, language: Language): Shown {
  const option = step.kind === 'choice' ? step.options.find((one) => one.id === choice) : undefined;
  return { text: option?.title[language] ?? choice, figure: false, unexpected: option?.deviates !== undefined };
}

function checked(step: Step, states: Readonly<Record<string, string>>, language: Language): readonly Shown[] {
  const items = step.kind === 'check' ? step.items : [];
  return items.map((item) => {
    const found = states[item.id];
    return {
      label: item.title[language],
      text: item.states.find((state) => state.id === found)?.title[language] ?? found ?? '–',
      figure: false,
      unexpected: found !== item.expected,
    };
  });
}

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;

/** A duration in figures: "1:04:30", "30:05"; hours only where there are any. */
export function lasted(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % MINUTE_S)}` : `${minutes}:${two(seconds % MINUTE_S)}`;
}

/** A count in groups of three with a narrow space, which no language reads as a decimal sign. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** Decimal points inside a sentence of figures, such as "4.5–5.5" or "≥ 80.0". */
export const separatedAll = (text: string, language: Language): string =>
  text.replace(/(?<![\d.])\d+\.\d+(?![\d.])/g, (number) => formatDecimal(number, language));
