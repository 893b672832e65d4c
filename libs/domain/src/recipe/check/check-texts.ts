import { LANGUAGES, type Language, type Text } from '../../text.js';
import { authoredSteps, locatedOperations, locatedSteps } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import type { Recipe } from '../recipe.js';

/** One instruction is one action, read at arm's length through goggles (T10). */
const INSTRUCTION_WORDS_MAX = 25;

/** A state with such a title asks for a tick, not for what was seen (T11). */
const BARE_TICK_WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: ['yes', 'ok', 'okay', 'done', 'checked', 'confirmed'],
  nl: ['ja', 'ok', 'oké', 'goed', 'gedaan', 'gecontroleerd', 'bevestigd'],
};

/** Instructions short enough to be read and written once, checks that ask what was found, and places that are filled. */
export const checkTexts = (recipe: Recipe): readonly RecipeFault[] => [
  ...locatedSteps(recipe).flatMap(({ thing, path }) => [
    ...tooLong(thing.instruction, `${path}/instruction`),
    ...(thing.kind === 'check'
      ? thing.items.flatMap((item, at) =>
          item.states.flatMap((state, index) => bareTick(state.title, `${path}/items/${at}/states/${index}/title`)),
        )
      : []),
  ]),
  ...duplicateInstructions(recipe),
  ...unfilledPlaceholders(recipe),
];

/** The same words for two acts are read once and then no more; a repetition has its words once. */
function duplicateInstructions(recipe: Recipe): readonly RecipeFault[] {
  const seen = new Map<string, string>();
  return authoredSteps(recipe).flatMap(({ thing, path }) =>
    LANGUAGES.flatMap((language) => {
      const words = `${language} ${thing.instruction[language].trim().replace(/\s+/g, ' ').toLowerCase()}`;
      const before = seen.get(words);
      seen.set(words, before ?? thing.id);
      if (before === undefined) return [];
      return [
        fault(
          `${path}/instruction/${language}`,
          `Step "${before}" has the same instruction. State what differs, or repeat the operation.`,
          `Stap "${before}" heeft dezelfde instructie. Geef aan wat er anders is, of herhaal de bewerking.`,
        ),
      ];
    }),
  );
}

/** What is still "{n}" as it is carried out has no number to be filled with. */
function unfilledPlaceholders(recipe: Recipe): readonly RecipeFault[] {
  const operations = locatedOperations(recipe);
  const names = [
    ...recipe.procedure.map(({ title }, index) => ({ thing: title, path: `/procedure/${index}/title` })),
    ...operations.map(({ thing, path }) => ({ thing: thing.title, path: `${path}/title` })),
    { thing: { ...recipe, procedure: [] }, path: '' },
  ];
  return [...names, ...locatedSteps(recipe)].flatMap(({ thing, path }) =>
    placeholdersIn(thing, path).map((placeholder) =>
      fault(
        placeholder,
        'Here {n} gets no number: it stands for the number of a repetition, in titles, instructions, activities and samples.',
        'Hier krijgt {n} geen nummer: het staat voor het nummer van een herhaling, in titels, instructies, activiteiten en monsters.',
      ),
    ),
  );
}

function placeholdersIn(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string') return value.includes('{n}') ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => placeholdersIn(inner, `${path}/${name}`));
}

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
    BARE_TICK_WORDS[language].includes(title[language].trim().toLowerCase())
      ? [
          fault(
            `${path}/${language}`,
            `"${title[language]}" is a bare tick. Name the state that was found.`,
            `"${title[language]}" is een kaal vinkje. Noem de toestand die men vond.`,
          ),
        ]
      : [],
  );
