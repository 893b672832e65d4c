/** Times of the small recipe, as a recipe writes them. */
export type RecipeTimes = Readonly<{ min: string; max: string; opens: string; closes: string }>;

/** For tests that are not about time: nothing falls due during them. */
const LONG_TIMES: RecipeTimes = { min: '1 s', max: '2 h', opens: '1 s', closes: '2 h' };

/** A recipe with one step that waits, for tests about timers. */
export const waitingRecipe = (times: Pick<RecipeTimes, 'min' | 'max'>): string =>
  recipe('TEST-WAITING', waitingStep(times), '[]', '[]');

/** A short recipe with two signatures, scans, a wait, an anchor and a window. */
export const smallRecipe = (times: RecipeTimes = LONG_TIMES): string =>
  recipe(
    'TEST-SMALL',
    `${FIRST_STEPS}${waitingStep(times)}
          - ${stepHead('activate', 'instruction', 'performer', true)}
            sets: activation
          - ${stepHead('transduce', 'instruction', 'performer+witness', true)}
            window: { from: activation, opens: ${times.opens}, closes: ${times.closes} }
          - ${stepHead('appearance', 'choice', 'none')}
            options:
              - { id: even, title: { en: Even, nl: Egaal } }
              - { id: clumps, title: { en: Clumps, nl: Klonten }, deviates: major }`,
    '[{ code: MEDIUM-TEST, title: { en: Medium, nl: Medium } }]',
    '[{ id: activation, title: { en: Activation, nl: Activatie } }]',
  );

const stepHead = (id: string, kind: string, signature: string, irreversible = false): string =>
  `id: ${id}
            kind: ${kind}
            title: { en: ${id}, nl: ${id} }
            instruction: { en: Do ${id}., nl: Doe ${id}. }
            signature: ${signature}
            irreversible: ${String(irreversible)}`;

const waitingStep = ({ min, max }: Pick<RecipeTimes, 'min' | 'max'>): string => `
          - ${stepHead('labelling', 'timer', 'none')}
            min: ${min}
            max: ${max}`;

const FIRST_STEPS = `
          - ${stepHead('line-clearance', 'check', 'performer+witness')}
            items:
              - id: surface
                title: { en: Surface, nl: Werkblad }
                expected: empty
                states:
                  - { id: empty, title: { en: empty, nl: leeg } }
                  - { id: in-use, title: { en: in use, nl: in gebruik } }
          - ${stepHead('patient-label', 'scan', 'performer')}
            scans: patient
          - ${stepHead('apheresis-viability', 'entry', 'none')}
            parameter:
              id: apheresis_viability
              title: { en: Viability, nl: Vitaliteit }
              unit: '%'
              decimals: 1
              source: manual
              criticality: CPP
              limits: { target: '95.0', alert: { low: '90.0' } }
              blind: false
              reference: Invented for tests
          - ${stepHead('medium-lot', 'scan', 'none')}
            scans: lot
            of: MEDIUM-TEST`;

const recipe = (code: string, steps: string, materials: string, anchors: string): string => `format: autolog-recipe/1
code: ${code}
version: '1'
title: { en: Test recipe, nl: Proefrecept }
product: { en: Test product, nl: Proefproduct }
reference: Invented for tests
materials: ${materials}
anchors: ${anchors}
device: tct-processor
procedure:
  - id: run
    title: { en: Run, nl: Run }
    operations:
      - id: whole
        title: { en: Whole, nl: Geheel }
        steps:${steps}
`;

/** A recipe with conditions, a sample, an activity, a step of another role, and a pending test. */
export const conditionalRecipe = (): string => `format: autolog-recipe/1
code: TEST-CONDITIONAL
version: '1'
title: { en: Test recipe, nl: Proefrecept }
product: { en: Test product, nl: Proefproduct }
reference: Invented for tests
materials: [{ code: MEDIUM-TEST, title: { en: Medium, nl: Medium }, inUse: 48 h }]
anchors: []
device: tct-processor
release:
  reference: Invented for tests
  pending: [{ id: sterility, title: { en: Sterility, nl: Steriliteit }, due: 14 d, reference: Ph. Eur. 2.6.1 }]
procedure:
  - id: run
    title: { en: Run, nl: Run }
    operations:
      - id: intake
        title: { en: Intake, nl: Ontvangst }
        day: 0
        steps:
          - ${stepHead('viability', 'entry', 'none')}
            ${parameterOf('viability')}
          - ${stepHead('medium-lot', 'scan', 'none')}
            scans: lot
            of: MEDIUM-TEST
            opens: true
      - id: rescue
        title: { en: Rescue, nl: Redding }
        when: { formula: 'viability < 85 [%]' }
        steps:
          - ${stepHead('rested-viability', 'entry', 'none')}
            ${parameterOf('rested_viability')}
      - id: culture
        title: { en: Culture, nl: Kweek }
        day: 3
        steps:
          - ${stepHead('wash', 'activity', 'none')}
            activity: Culture wash day 3
          - ${stepHead('ipc-sample', 'sample', 'performer')}
            container: { en: Tube, nl: Buis }
            tests: [{ id: count, title: { en: Count, nl: Telling } }]
          - ${stepHead('density', 'entry', 'none')}
            performer: qc_analyst
            ${parameterOf('density')}
`;

const parameterOf = (id: string): string => `parameter:
              id: ${id}
              title: { en: ${id}, nl: ${id} }
              unit: '%'
              decimals: 1
              source: manual
              criticality: CPP
              limits: {}
              blind: false
              reference: Invented for tests`;
