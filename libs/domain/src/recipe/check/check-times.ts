import { parseDuration } from '../../quantity/duration.js';
import { ancestorsOf, operationsBefore } from '../order.js';
import { allOperations } from '../recipe-index.js';
import { conditionsOf, surelyDone } from '../implied-conditions.js';
import { locatedOperations, locatedSteps } from '../fault.js';
import { fault, type Located, type RecipeFault } from '../../recipe-fault.js';
import type { Recipe, Step } from '../recipe.js';
import type { TimerStep } from '../../step-kind/timer.js';
import type { TimeWindow } from '../../step-kind/step-common.js';

/** Anchors are set once and before they are counted from; windows and waiting times can be kept. */
export function checkTimes(recipe: Recipe): readonly RecipeFault[] {
  const steps = locatedSteps(recipe);
  const ancestors = ancestorsOf(recipe);
  const conditions = conditionsOf(recipe);
  const isSet = (setter: Step, step: Step): boolean =>
    (ancestors.get(step.id)?.has(setter.id) ?? false) && surelyDone(conditions, setter.id, step.id);
  return [
    ...anchorsSet(recipe, steps),
    ...dayFaults(recipe),
    ...steps.flatMap(({ thing, path }) => [
      ...(thing.window ? windowFaults(thing, thing.window, `${path}/window`, steps, isSet) : []),
      ...(thing.kind === 'timer' ? timerFaults(thing, path) : []),
    ]),
  ];
}

function anchorsSet(recipe: Recipe, steps: readonly Located<Step>[]): readonly RecipeFault[] {
  const declared = new Set(recipe.anchors.map(({ id }) => id));
  const setters = steps.filter(({ thing }) => thing.sets !== undefined);
  const unknown = setters.filter(({ thing }) => !declared.has(thing.sets ?? ''));
  const second = setters.filter(
    ({ thing }, index) => setters.findIndex((other) => other.thing.sets === thing.sets) < index,
  );
  const unset = recipe.anchors.flatMap(({ id }, index) =>
    setters.some(({ thing }) => thing.sets === id) ? [] : [{ thing: id, path: `/anchors/${index}` }],
  );
  return [
    ...unknown.map(({ thing, path }) =>
      fault(
        `${path}/sets`,
        `There is no anchor "${thing.sets ?? ''}".`,
        `Er is geen ankermoment "${thing.sets ?? ''}".`,
      ),
    ),
    ...second.map(({ thing, path }) =>
      fault(
        `${path}/sets`,
        `Anchor "${thing.sets ?? ''}" is set by an earlier step already.`,
        `Ankermoment "${thing.sets ?? ''}" wordt al door een eerdere stap gezet.`,
      ),
    ),
    ...unset.map(({ thing, path }) =>
      fault(path, `No step sets anchor "${thing}".`, `Geen stap zet ankermoment "${thing}".`),
    ),
  ];
}

/** No operation is planned before the day of one it waits for. */
function dayFaults(recipe: Recipe): readonly RecipeFault[] {
  const paths = new Map(locatedOperations(recipe).map(({ thing, path }) => [thing.id, path]));
  return allOperations(recipe).flatMap((operation) => {
    const { day } = operation;
    if (day === undefined) return [];
    const later = operationsBefore(recipe, operation).find((before) => before.day !== undefined && before.day > day);
    if (later === undefined) return [];
    const [path, then] = [`${paths.get(operation.id) ?? ''}/day`, String(later.day)];
    return [
      fault(
        path,
        `Planned on day ${day}, but it waits for "${later.id}", planned on day ${then}.`,
        `Gepland op dag ${day}, maar wacht op "${later.id}", gepland op dag ${then}.`,
      ),
    ];
  });
}

function windowFaults(
  step: Step,
  { from, opens, closes }: TimeWindow,
  path: string,
  steps: readonly Located<Step>[],
  isSet: (setter: Step, step: Step) => boolean,
): readonly RecipeFault[] {
  const setter = steps.find(({ thing }) => thing.sets === from)?.thing;
  const [opensMs, closesMs] = [parseDuration(opens), parseDuration(closes)];
  const faults: RecipeFault[] = [];
  if (!setter) {
    faults.push(fault(`${path}/from`, `No step sets anchor "${from}".`, `Geen stap zet ankermoment "${from}".`));
  } else if (!isSet(setter, step)) {
    faults.push(
      fault(
        `${path}/from`,
        `Step "${setter.id}" sets "${from}" but need not be done before this step.`,
        `Stap "${setter.id}" zet "${from}" maar hoeft niet vóór deze stap gedaan te zijn.`,
      ),
    );
  }
  if (opensMs === undefined) faults.push(notADuration(`${path}/opens`, opens));
  if (closesMs === undefined) faults.push(notADuration(`${path}/closes`, closes));
  if (opensMs !== undefined && closesMs !== undefined && opensMs >= closesMs) {
    faults.push(fault(path, 'The window closes before it opens.', 'Het venster sluit voordat het opengaat.'));
  }
  return faults;
}

function timerFaults({ min, max }: TimerStep, path: string): readonly RecipeFault[] {
  const [minMs, maxMs] = [parseDuration(min), max === undefined ? undefined : parseDuration(max)];
  const faults: RecipeFault[] = [];
  if (minMs === undefined) faults.push(notADuration(`${path}/min`, min));
  if (max !== undefined && maxMs === undefined) faults.push(notADuration(`${path}/max`, max));
  if (minMs !== undefined && maxMs !== undefined && minMs >= maxMs) {
    faults.push(
      fault(
        `${path}/max`,
        'The maximum time must be longer than the minimum.',
        'De maximale tijd moet langer zijn dan de minimale.',
      ),
    );
  }
  return faults;
}

const notADuration = (path: string, text: string): RecipeFault =>
  fault(
    path,
    `"${text}" is not a duration. Write a number and s, min, h or d: "30 min".`,
    `"${text}" is geen duur. Schrijf een getal en s, min, h of d: "30 min".`,
  );
