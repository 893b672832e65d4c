// A twelve-day process in few steps, with everything that batch page, site overview and terminal must be able to show.

const MORE = '            ';

const step = (id: string, kind: string, title: string, titel: string, more: readonly string[] = []): string =>
  [
    `          - id: ${id}`,
    `${MORE}kind: ${kind}`,
    `${MORE}title: { en: '${title}', nl: '${titel}' }`,
    `${MORE}instruction: { en: 'Do this: ${title}.', nl: 'Doe dit: ${titel}.' }`,
    `${MORE}signature: none`,
    `${MORE}irreversible: false`,
    ...more.map((line) => `${MORE}${line}`),
  ].join('\n');

const figure = (id: string, limits: string, source = 'manual'): readonly string[] => [
  'parameter:',
  `  id: ${id}`,
  `  title: { en: ${id}, nl: ${id} }`,
  "  unit: '%'",
  '  decimals: 1',
  `  source: ${source}`,
  '  criticality: CPP',
  `  limits: ${limits}`,
  '  blind: false',
  '  reference: Invented for tests',
];

const found = (): readonly string[] => [
  'options:',
  '  - { id: good, title: { en: as it should be, nl: zoals het hoort } }',
  '  - { id: not-good, title: { en: not as it should be, nl: niet zoals het hoort }, deviates: minor }',
];

const operation = (id: string, title: string, titel: string, more: readonly string[], steps: readonly string[]) =>
  [
    `      - id: ${id}`,
    `        title: { en: '${title}', nl: '${titel}' }`,
    ...more.map((line) => `        ${line}`),
    '        steps:',
    ...steps,
  ].join('\n');

const RECEIPT = operation(
  'receipt',
  'Receipt of the apheresis',
  'Ontvangst van de aferese',
  ['day: -1'],
  [
    step('temperature-log', 'choice', 'Temperature log of the transport', 'Temperatuurverloop van het transport', [
      'options:',
      '  - { id: in-range, title: { en: in range, nl: binnen de grens } }',
      '  - { id: too-warm, title: { en: too warm, nl: te warm }, deviates: major }',
    ]),
    step(
      'arrival-viability',
      'entry',
      'Viability on arrival',
      'Vitaliteit bij aankomst',
      figure('arrival', '{ alert: { low: "90.0" } }'),
    ),
    step('second-count', 'entry', 'Second count', 'Tweede telling', [
      "when: { formula: 'arrival < 85 [%]' }",
      ...figure('second', '{}'),
    ]),
  ],
);

const ACTIVATION = operation(
  'activation',
  'Enrichment and activation',
  'Verrijking en activatie',
  ['day: 0'],
  [
    step('activate', 'instruction', 'Activation', 'Activatie', ['sets: activation']),
    step('label-bags', 'choice', 'Labels of the waste bags', 'Etiketten van de afvalzakken', found()),
    step('weigh-medium', 'choice', 'Weight of the medium', 'Gewicht van het medium', ['after: [activate]', ...found()]),
    step('sample-0', 'sample', 'Sample of day 0', 'Monster van dag 0', [
      'after: [label-bags, weigh-medium]',
      'container: { en: cryotube of 2 mL, nl: cryobuisje van 2 mL }',
      'tests:',
      '  - { id: viability, title: { en: viability, nl: vitaliteit } }',
      '  - { id: count, title: { en: cell count, nl: celtelling } }',
    ]),
    step('wash-0', 'activity', 'Culture wash', 'Wassen van de kweek', ['activity: Culture wash day 0']),
  ],
);

const LABORATORY = operation(
  'laboratory',
  'Laboratory: day 0',
  'Laboratorium: dag 0',
  ['day: 0'],
  [
    step('laboratory-viability', 'entry', 'Viability of day 0', 'Vitaliteit van dag 0', [
      'performer: qc_analyst',
      ...figure('laboratory', '{ alert: { low: "80.0" } }', 'laboratory'),
    ]),
  ],
);

const FEEDING = operation(
  'feeding',
  'Exchange of day {n}',
  'Verversing van dag {n}',
  ['day: 1', "repeat: { first: 1, times: 11, every: '1 d' }"],
  [
    step('look', 'choice', 'Look at the culture', 'Bekijk de kweek', [
      'window: { from: activation, opens: 20 h, closes: 28 h }',
      ...found(),
    ]),
    step(
      'oxygen',
      'entry',
      'Carbon dioxide at the bag',
      'Kooldioxide bij de zak',
      figure('gas', '{ alert: { low: "4.5", high: "5.5" } }'),
    ),
    step('exchange', 'choice', 'Medium after the exchange', 'Medium na het verversen', found()),
  ],
);

const HARVEST = operation(
  'harvest',
  'Harvest and freezing',
  'Oogst en invriezen',
  ['day: 12'],
  [
    step('rest', 'timer', 'Rest before the harvest', 'Rust voor de oogst', ['min: 30 min', 'max: 2 h']),
    step('freeze', 'instruction', 'Freezing', 'Invriezen'),
  ],
);
const CLOSING = operation(
  'closing',
  'Waste and room',
  'Afval en ruimte',
  [],
  [step('clear', 'choice', 'Room as handed over', 'Ruimte zoals overgedragen', found())],
);

export const twelveDayRecipe = (): string => `format: autolog-recipe/1
code: TEST-DAYS
version: '1'
title: { en: Test process of twelve days, nl: Proefproces van twaalf dagen }
product: { en: Test product, nl: Proefproduct }
reference: Invented for tests
materials: []
anchors: [{ id: activation, title: { en: Activation, nl: Activatie } }]
device: tct-processor
release:
  reference: Invented for tests
  pending:
    - { id: sterility, title: { en: 'Sterility, final', nl: 'Steriliteit, definitief' }, due: 14 d, reference: Invented }
procedure:
  - id: run
    title: { en: Run, nl: Run }
    operations:
${[RECEIPT, ACTIVATION, LABORATORY, FEEDING, HARVEST, CLOSING].join('\n')}
`;
