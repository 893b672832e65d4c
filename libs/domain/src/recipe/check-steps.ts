import { fault, locatedSteps, type Located, type RecipeFault } from './fault.js';
import type { CheckStep, ChoiceStep, Recipe, ScanStep, Step } from './recipe.js';

/** More than this and people stop reading what they sign (design §5). */
export const SIGNATURES_MAX = 25;

const SIGNATURES_OF: Readonly<Record<Step['signature'], number>> = { none: 0, performer: 1, 'performer+witness': 2 };

/** Choices choose, checks expect a state they offer, scans name what the recipe knows, signatures stay few. */
export function checkSteps(recipe: Recipe): readonly RecipeFault[] {
  const steps = locatedSteps(recipe);
  const signatures = steps.reduce((sum, { thing }) => sum + SIGNATURES_OF[thing.signature], 0);
  const tooMany =
    signatures <= SIGNATURES_MAX
      ? []
      : [
          fault(
            '/procedure',
            `The recipe asks for ${signatures} signatures; at most ${SIGNATURES_MAX}.`,
            `Het recept vraagt ${signatures} handtekeningen; hoogstens ${SIGNATURES_MAX}.`,
          ),
        ];
  return [...tooMany, ...steps.flatMap((located) => stepFaults(recipe, located))];
}

function stepFaults(recipe: Recipe, { thing, path }: Located<Step>): readonly RecipeFault[] {
  switch (thing.kind) {
    case 'choice':
      return choiceFaults(thing, path);
    case 'check':
      return checkFaults(thing, path);
    case 'scan':
      return scanFaults(recipe, thing, path);
    case 'instruction':
    case 'entry':
    case 'calculation':
    case 'timer':
    case 'device':
      return [];
  }
}

function choiceFaults({ options }: ChoiceStep, path: string): readonly RecipeFault[] {
  if (options.length < 2) {
    return [
      fault(`${path}/options`, 'A choice needs at least two options.', 'Een keuze heeft minstens twee opties nodig.'),
    ];
  }
  if (options.some(({ deviates }) => deviates === undefined)) return [];
  return [fault(`${path}/options`, 'One option must be what is expected.', 'Eén optie moet zijn wat verwacht wordt.')];
}

const checkFaults = ({ items }: CheckStep, path: string): readonly RecipeFault[] =>
  items.flatMap((item, index) => {
    const at = `${path}/items/${index}`;
    const faults: RecipeFault[] = [];
    if (item.states.length < 2) {
      faults.push(
        fault(
          `${at}/states`,
          'An item with one state is a bare tick; offer the states that can be found.',
          'Een punt met één toestand is een kaal vinkje; bied de toestanden aan die men kan vinden.',
        ),
      );
    }
    if (!item.states.some(({ id }) => id === item.expected)) {
      faults.push(
        fault(
          `${at}/expected`,
          `The expected state "${item.expected}" is not one of the states.`,
          `De verwachte toestand "${item.expected}" staat niet bij de toestanden.`,
        ),
      );
    }
    return faults;
  });

function scanFaults(recipe: Recipe, { scans, of }: ScanStep, path: string): readonly RecipeFault[] {
  if (scans === 'lot' && !recipe.materials.some(({ code }) => code === of)) {
    return [
      fault(
        `${path}/of`,
        `A lot is of a material of this recipe; "${of ?? ''}" is not one.`,
        `Een lot hoort bij een materiaal van dit recept; "${of ?? ''}" is dat niet.`,
      ),
    ];
  }
  if (of === undefined || scans === 'lot' || scans === 'equipment') return [];
  return [
    fault(
      `${path}/of`,
      `A ${scans} is always the one of the batch; leave "of" out.`,
      `Bij "${scans}" geldt altijd wat bij de batch hoort; laat "of" weg.`,
    ),
  ];
}
