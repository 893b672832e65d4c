import type { Recipe, Step } from '../src/recipe/recipe.js';
import type { Parameter } from '../src/quantity/parameter.js';
import type { Text } from '../src/text.js';

export const text = (en: string, nl: string): Text => ({ en, nl });

type StepTexts = Pick<Step, 'id' | 'title' | 'instruction' | 'signature' | 'irreversible'>;
export const stepTexts = (id: string, en: string, nl: string): StepTexts => ({
  id,
  title: text(en, nl),
  instruction: text(`${en}.`, `${nl}.`),
  signature: 'none',
  irreversible: false,
});

export const parameter = (id: string, unit: Parameter['unit'], more: Partial<Parameter> = {}): Parameter => ({
  id,
  title: text(id, id),
  unit,
  decimals: 1,
  source: 'manual',
  criticality: 'CPP',
  limits: {},
  blind: false,
  reference: 'Test fixture',
  ...more,
});

const VIABILITY = parameter('viability', '%', {
  limits: { target: '95', alert: { low: '90' }, action: { low: '80' }, stop: { low: '70' } },
});
const TEMPERATURE = parameter('temperature', 'Cel', {
  source: 'device',
  limits: { action: { low: '36.5', high: '37.5' }, stop: { low: '30', high: '40' } },
});

const PREPARATION: readonly Step[] = [
  {
    ...stepTexts('clearance', 'Check the room', 'Controleer de ruimte'),
    kind: 'check',
    signature: 'performer+witness',
    items: [
      {
        id: 'bench',
        title: text('Bench', 'Werkblad'),
        states: [
          { id: 'empty', title: text('empty', 'leeg') },
          { id: 'occupied', title: text('occupied', 'bezet') },
        ],
        expected: 'empty',
      },
    ],
  },
  {
    ...stepTexts('identity', 'Scan the patient label', 'Scan het patiëntlabel'),
    kind: 'scan',
    scans: 'patient',
    signature: 'performer',
  },
  {
    ...stepTexts('medium', 'Scan the medium', 'Scan het medium'),
    kind: 'scan',
    scans: 'lot',
    of: 'MEDIUM',
    after: ['clearance'],
  },
  {
    ...stepTexts('device', 'Scan the device', 'Scan het apparaat'),
    kind: 'scan',
    scans: 'equipment',
    after: ['clearance'],
  },
];

const CULTURE: readonly Step[] = [
  { ...stepTexts('viability', 'Enter the viability', 'Voer de vitaliteit in'), kind: 'entry', parameter: VIABILITY },
  {
    ...stepTexts('activate', 'Add the activator', 'Voeg de activator toe'),
    kind: 'instruction',
    irreversible: true,
    sets: 'activation',
  },
  {
    ...stepTexts('label', 'Wait for labelling', 'Wacht op labelen'),
    kind: 'timer',
    min: '30 min',
    max: '45 min',
    after: ['activate'],
  },
  {
    ...stepTexts('temperature', 'Take the temperature', 'Neem de temperatuur'),
    kind: 'device',
    signal: 'tempActual',
    parameter: TEMPERATURE,
    after: ['activate'],
  },
  {
    ...stepTexts('transduce', 'Add the vector', 'Voeg de vector toe'),
    kind: 'instruction',
    irreversible: true,
    window: { from: 'activation', opens: '18 h', closes: '28 h' },
    after: ['label', 'temperature'],
  },
  {
    ...stepTexts('appearance', 'Look at the product', 'Bekijk het product'),
    kind: 'choice',
    options: [
      { id: 'clear', title: text('Even', 'Egaal') },
      { id: 'clumps', title: text('Clumps', 'Klonten'), deviates: 'major' },
      { id: 'leak', title: text('Leaking bag', 'Lekkende zak'), deviates: 'critical' },
    ],
  },
];

/** One step of most kinds, two operations, a window and parallel steps. */
export const SMALL_RECIPE: Recipe = {
  format: 'autolog-recipe/1',
  code: 'SMALL',
  version: '1',
  title: text('Small test recipe', 'Klein testrecept'),
  product: text('Nothing', 'Niets'),
  reference: 'Test fixture',
  materials: [
    { code: 'MEDIUM', title: text('Medium', 'Medium') },
    { code: 'VECTOR', title: text('Vector', 'Vector') },
  ],
  anchors: [{ id: 'activation', title: text('Activation', 'Activatie') }],
  device: 'tct-processor',
  procedure: [
    {
      id: 'run',
      title: text('Run', 'Run'),
      operations: [
        { id: 'preparation', title: text('Preparation', 'Voorbereiding'), steps: PREPARATION },
        { id: 'culture', title: text('Culture', 'Kweek'), steps: CULTURE },
      ],
    },
  ],
};
