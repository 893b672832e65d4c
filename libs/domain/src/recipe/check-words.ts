import { LANGUAGES, type Language, type Text } from '../text.js';
import { fault, locatedSteps, type RecipeFault } from './fault.js';
import type { Recipe } from './recipe.js';

/** One instruction is one action, read at arm's length through goggles (T10). */
export const INSTRUCTION_WORDS_MAX = 25;

/** A state that says nothing was found asks for a tick, not for what was seen (T11). */
const BARE: Readonly<Record<Language, readonly string[]>> = {
  en: ['yes', 'ok', 'okay', 'done', 'checked', 'confirmed'],
  nl: ['ja', 'ok', 'oké', 'goed', 'gedaan', 'gecontroleerd', 'bevestigd'],
};

/** Instructions short enough to be read, and checks that ask what was found. */
export const checkWords = (recipe: Recipe): readonly RecipeFault[] =>
  locatedSteps(recipe).flatMap(({ thing, path }) => [
    ...tooLong(thing.instruction, `${path}/instruction`),
    ...(thing.kind === 'check'
      ? thing.items.flatMap((item, at) =>
          item.states.flatMap((state, index) => bareTick(state.title, `${path}/items/${at}/states/${index}/title`)),
        )
      : []),
  ]);

const tooLong = (instruction: Text, path: string): readonly RecipeFault[] =>
  LANGUAGES.flatMap((language) => {
    const words = instruction[language].trim().split(/\s+/).length;
    if (words <= INSTRUCTION_WORDS_MAX) return [];
    return [
      fault(
        `${path}/${language}`,
        `The instruction has ${words} words; at most ${INSTRUCTION_WORDS_MAX}. Split the step.`,
        `De instructie heeft ${words} woorden; hoogstens ${INSTRUCTION_WORDS_MAX}. Splits de stap.`,
      ),
    ];
  });

const bareTick = (title: Text, path: string): readonly RecipeFault[] =>
  LANGUAGES.flatMap((language) =>
    BARE[language].includes(title[language].trim().toLowerCase())
      ? [
          fault(
            `${path}/${language}`,
            `"${title[language]}" is a bare tick. Name the state that was found.`,
            `"${title[language]}" is een kaal vinkje. Noem de toestand die men vond.`,
          ),
        ]
      : [],
  );
