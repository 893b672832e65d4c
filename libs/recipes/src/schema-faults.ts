import type { ErrorObject } from 'ajv';
import { fault, type RecipeFault } from '@autolog/domain/recipe-fault';
import { STEP_KINDS } from '@autolog/domain/step-kind/step-kinds';
import { escapePointer } from './parse-yaml.js';

type Words = Readonly<{ en: string; nl: string }>;

const PATTERN_WORDS: readonly (readonly [part: string, words: Words])[] = [
  [
    'decimal',
    { en: 'Write a decimal in quotes: "92.5".', nl: 'Schrijf een decimaal getal tussen aanhalingstekens: "92.5".' },
  ],
  ['duration', { en: 'Write a duration: "30 min", "18 h".', nl: 'Schrijf een duur: "30 min", "18 h".' }],
  [
    'parameterId',
    {
      en: 'Use letters, digits and _, beginning with a letter.',
      nl: 'Gebruik letters, cijfers en _, beginnend met een letter.',
    },
  ],
  ['code', { en: 'Use capitals, digits and hyphens.', nl: 'Gebruik hoofdletters, cijfers en koppeltekens.' }],
  [
    'id',
    {
      en: 'Use small letters, digits and hyphens, beginning with a letter.',
      nl: 'Gebruik kleine letters, cijfers en koppeltekens, beginnend met een letter.',
    },
  ],
];

const TYPE_WORDS: Readonly<Record<string, Words>> = {
  string: {
    en: 'Write text here; numbers stand in quotes ("1.0").',
    nl: 'Schrijf hier tekst; getallen staan tussen aanhalingstekens ("1.0").',
  },
  object: { en: 'Here named parts are needed.', nl: 'Hier zijn onderdelen met een naam nodig.' },
  array: { en: 'Here a list is needed (lines with -).', nl: 'Hier is een lijst nodig (regels met -).' },
  integer: { en: 'Write a whole number without quotes.', nl: 'Schrijf een heel getal zonder aanhalingstekens.' },
  boolean: { en: 'Write true or false.', nl: 'Schrijf true of false.' },
};

/** Inside the two forms of a condition: that neither fits is reported once, for the condition itself. */
const SPELLING = /\/oneOf\/\d+\//;

/** What the schema found, in words an author understands. */
export const schemaFaults = (errors: readonly ErrorObject[]): readonly RecipeFault[] =>
  errors.filter(({ schemaPath }) => !SPELLING.test(schemaPath)).map(schemaFault);

function schemaFault(error: ErrorObject): RecipeFault {
  const params = error.params as Readonly<Record<string, unknown>>;
  const path = error.instancePath;
  switch (error.keyword) {
    case 'required': {
      const name = String(params['missingProperty']);
      return fault(path, `"${name}" is missing.`, `"${name}" ontbreekt.`);
    }
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      return fault(`${path}/${escapePointer(name)}`, `"${name}" does not belong here.`, `"${name}" hoort hier niet.`);
    }
    case 'discriminator':
    case 'enum':
    case 'const':
      return oneOf(path, params, error.keyword === 'discriminator');
    case 'oneOf':
      return fault(
        path,
        'Write a condition as a formula, or as a choice step and the options that count: { step: appearance, is: [even] }.',
        'Schrijf een voorwaarde als formule, of als keuzestap met de opties die tellen: { step: appearance, is: [even] }.',
      );
    case 'type': {
      const words = TYPE_WORDS[String(params['type'])];
      return words ? fault(path, words.en, words.nl) : unknownFault(error);
    }
    case 'pattern': {
      const words = PATTERN_WORDS.find(([part]) => error.schemaPath.includes(`/${part}/`))?.[1];
      return words ? fault(path, words.en, words.nl) : unknownFault(error);
    }
    default:
      return limitFault(error, params);
  }
}

function oneOf(path: string, params: Readonly<Record<string, unknown>>, isKind: boolean): RecipeFault {
  if (isKind) {
    const kinds = STEP_KINDS.join(', ');
    return fault(
      `${path}/kind`,
      `The kind of a step is one of: ${kinds}.`,
      `De soort van een stap is een van: ${kinds}.`,
    );
  }
  const allowed = params['allowedValues'] ?? [params['allowedValue']];
  const list = (allowed as readonly unknown[]).join(', ');
  return fault(path, `Write one of: ${list}.`, `Schrijf een van: ${list}.`);
}

function limitFault(error: ErrorObject, params: Readonly<Record<string, unknown>>): RecipeFault {
  const limit = String(params['limit']);
  switch (error.keyword) {
    case 'maxLength':
      return fault(error.instancePath, `At most ${limit} characters.`, `Hoogstens ${limit} tekens.`);
    case 'minLength':
    case 'minProperties':
      return fault(error.instancePath, 'This is empty.', 'Dit is leeg.');
    case 'maxItems':
    case 'maxProperties':
      return fault(error.instancePath, `At most ${limit}.`, `Hoogstens ${limit}.`);
    case 'minItems':
      return fault(error.instancePath, `At least ${limit}.`, `Minstens ${limit}.`);
    case 'minimum':
      return fault(error.instancePath, `Write ${limit} or more.`, `Schrijf ${limit} of meer.`);
    case 'maximum':
      return fault(error.instancePath, `Write ${limit} or less.`, `Schrijf ${limit} of minder.`);
    default:
      return unknownFault(error);
  }
}

const unknownFault = ({ instancePath, message = '' }: ErrorObject): RecipeFault =>
  fault(instancePath, `This does not fit: ${message}.`, `Dit past niet: ${message}.`);
