import { allSteps } from '../recipe-index.js';
import { fault, locatedSteps, type Located, type RecipeFault } from '../fault.js';
import { usedTwice } from './check-names.js';
import type { ActivityStep, CheckStep, ChoiceStep, Recipe, SampleStep, ScanStep, Step } from '../recipe.js';

/** More than this and people stop reading what they sign (design §5). */
export const SIGNATURES_MAX = 25;

/** Steps that ask for nothing but a press: one in ten at most, in a recipe that has more steps than this (T11). */
const BARE_TICKS_PER_CENT_MAX = 10;
const BARE_TICKS_COUNT_ABOVE = 20;
const ACTIVITY_LENGTH_MAX = 80;

const SIGNATURES_OF: Readonly<Record<Step['signature'], number>> = { none: 0, performer: 1, 'performer+witness': 2 };

/** Choices choose, checks expect a state they offer, scans name what the recipe knows, signatures and ticks stay few. */
export function checkSteps(recipe: Recipe): readonly RecipeFault[] {
  const steps = locatedSteps(recipe);
  return [
    ...tooManySignatures(recipe),
    ...tooManyTicks(recipe),
    ...repeatedActivities(steps),
    ...unopenedMaterials(recipe, steps),
    ...steps.flatMap((located) => stepFaults(recipe, located)),
  ];
}

/** Signatures asked for when every step is done, witnesses included. */
export const signaturesOf = (recipe: Recipe): number =>
  allSteps(recipe).reduce((sum, { signature }) => sum + SIGNATURES_OF[signature], 0);

function tooManySignatures(recipe: Recipe): readonly RecipeFault[] {
  const signatures = signaturesOf(recipe);
  if (signatures <= SIGNATURES_MAX) return [];
  return [
    fault(
      '/procedure',
      `The recipe asks for ${signatures} signatures; at most ${SIGNATURES_MAX}.`,
      `Het recept vraagt ${signatures} handtekeningen; hoogstens ${SIGNATURES_MAX}.`,
    ),
  ];
}

function tooManyTicks(recipe: Recipe): readonly RecipeFault[] {
  const steps = allSteps(recipe);
  const ticks = steps.filter(({ kind }) => kind === 'instruction').length;
  if (steps.length <= BARE_TICKS_COUNT_ABOVE || ticks * 100 <= steps.length * BARE_TICKS_PER_CENT_MAX) return [];
  return [
    fault(
      '/procedure',
      `${ticks} of ${steps.length} steps ask for nothing but a press; at most ${BARE_TICKS_PER_CENT_MAX} %. Ask what is found, scan it, or let the device say it.`,
      `${ticks} van ${steps.length} stappen vragen alleen een druk op de knop; hoogstens ${BARE_TICKS_PER_CENT_MAX} %. Vraag wat men aantreft, scan het, of laat het apparaat het zeggen.`,
    ),
  ];
}

/** What a device showed once would answer both of two steps that await the same. */
function repeatedActivities(steps: readonly Located<Step>[]): readonly RecipeFault[] {
  const awaited = new Map<string, string>();
  return steps.flatMap(({ thing, path }) => {
    if (thing.kind !== 'activity') return [];
    const before = awaited.get(thing.activity);
    awaited.set(thing.activity, before ?? thing.id);
    if (before === undefined) return activityFaults(thing, path);
    return [
      fault(
        `${path}/activity`,
        `Step "${before}" awaits "${thing.activity}" already; what the device shows once would answer both.`,
        `Stap "${before}" wacht al op "${thing.activity}"; wat het apparaat één keer toont zou beide beantwoorden.`,
      ),
    ];
  });
}

function activityFaults({ activity }: ActivityStep, path: string): readonly RecipeFault[] {
  if (activity.length > 0 && activity.length <= ACTIVITY_LENGTH_MAX && activity.trim() === activity) return [];
  return [
    fault(
      `${path}/activity`,
      `Write the activity as the device shows it: 1 to ${ACTIVITY_LENGTH_MAX} characters, no space around it.`,
      `Schrijf de activiteit zoals het apparaat die toont: 1 tot ${ACTIVITY_LENGTH_MAX} tekens, zonder spatie eromheen.`,
    ),
  ];
}

/** Its time in use would never begin, and nobody would be told that it is over. */
function unopenedMaterials(recipe: Recipe, steps: readonly Located<Step>[]): readonly RecipeFault[] {
  const scans = steps.flatMap(({ thing }) => (thing.kind === 'scan' && thing.scans === 'lot' ? [thing] : []));
  return recipe.materials.flatMap(({ code, inUse }, index) => {
    const ofIt = scans.filter(({ of }) => of === code);
    if (inUse === undefined || ofIt.length === 0 || ofIt.some(({ opens }) => opens === true)) return [];
    return [
      fault(
        `/materials/${index}/inUse`,
        `No scan opens "${code}", so its time in use never begins. Write "opens: true" at the scan that opens it.`,
        `Geen scan opent "${code}", dus de gebruiksduur begint nooit. Schrijf "opens: true" bij de scan die het opent.`,
      ),
    ];
  });
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
    case 'activity':
      return [];
    case 'sample':
      return sampleFaults(thing, path);
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

const sampleFaults = ({ tests }: SampleStep, path: string): readonly RecipeFault[] =>
  tests.length === 0
    ? [fault(`${path}/tests`, 'A sample is taken for at least one test.', 'Een monster is voor minstens één test.')]
    : usedTwice(tests.map(({ id }, index) => ({ thing: id, path: `${path}/tests/${index}/id` })));

function scanFaults(recipe: Recipe, step: ScanStep, path: string): readonly RecipeFault[] {
  return [...opensFaults(recipe, step, path), ...ofFaults(recipe, step, path)];
}

function opensFaults(recipe: Recipe, { scans, of, opens }: ScanStep, path: string): readonly RecipeFault[] {
  if (opens === undefined) return [];
  if (scans === 'lot' && recipe.materials.some(({ code, inUse }) => code === of && inUse !== undefined)) return [];
  return [
    fault(
      `${path}/opens`,
      'Only a lot of a material with a time in use (inUse) is opened.',
      'Alleen een lot van een materiaal met een gebruiksduur (inUse) wordt geopend.',
    ),
  ];
}

function ofFaults(recipe: Recipe, { scans, of }: ScanStep, path: string): readonly RecipeFault[] {
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
