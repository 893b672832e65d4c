import { allSteps } from '../recipe-index.js';
import { locatedSteps } from '../fault.js';
import { fault, type Located, type RecipeFault } from '../../recipe-fault.js';
import type { Recipe, Step } from '../recipe.js';
import type { ActivityStep } from '../../step-kind/activity.js';
import { rulesOf } from '../../step-kind/step-kinds.js';

/** More than this and people stop reading what they sign. */
export const SIGNATURES_MAX = 25;

/** Steps that ask for nothing but a press: one in ten at most, in a recipe that has more steps than this (T11). */
const BARE_TICKS_PER_CENT_MAX = 10;
const BARE_TICKS_COUNT_ABOVE = 20;
const ACTIVITY_LENGTH_MAX = 80;

const SIGNATURES_OF: Readonly<Record<Step['signature'], number>> = { none: 0, performer: 1, 'performer+witness': 2 };

/** Checks each step by the rules of its kind, and the number of signatures and of bare ticks in the whole recipe. */
export function checkSteps(recipe: Recipe): readonly RecipeFault[] {
  const steps = locatedSteps(recipe);
  return [
    ...tooManySignatures(recipe),
    ...tooManyTicks(recipe),
    ...repeatedActivities(steps),
    ...unopenedMaterials(recipe, steps),
    ...steps.flatMap(({ thing, path }) => rulesOf(thing.kind).faults(thing, path, recipe)),
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
      `${ticks} of ${steps.length} steps ask for nothing but a press; at most ${BARE_TICKS_PER_CENT_MAX} %. Ask what is found, scan it, or read it from the device.`,
      `${ticks} van ${steps.length} stappen vragen alleen een druk op de knop; hoogstens ${BARE_TICKS_PER_CENT_MAX} %. Vraag wat men aantreft, scan het, of lees het uit het apparaat.`,
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

/** The in-use time of such a material would never begin, so nobody would be told that it is over. */
function unopenedMaterials(recipe: Recipe, steps: readonly Located<Step>[]): readonly RecipeFault[] {
  const scans = steps.flatMap(({ thing }) => (thing.kind === 'scan' && thing.scans === 'lot' ? [thing] : []));
  return recipe.materials.flatMap(({ code, inUse }, index) => {
    const ofIt = scans.filter(({ of }) => of === code);
    if (inUse === undefined || ofIt.length === 0 || ofIt.some(({ opens }) => opens === true)) return [];
    return [
      fault(
        `/materials/${index}/inUse`,
        `No scan opens "${code}", so its in-use time never begins. Write "opens: true" at the scan that opens it.`,
        `Geen scan opent "${code}", dus de gebruiksduur begint nooit. Schrijf "opens: true" bij de scan die het opent.`,
      ),
    ];
  });
}
