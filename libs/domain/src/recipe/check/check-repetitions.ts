import { parseDuration } from '../../quantity/duration.js';
import { authoredOperations } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import type { Operation, Recipe, Repetition } from '../recipe.js';

/** A process is fed by day for weeks, not for months. */
const REPETITIONS_MAX = 60;
const FIRST_REPETITION_MAX = 99;
/** Characters of an id at most, with the number of its repetition at its end. */
const ID_LENGTH_MAX = 40;

/** Steps as carried out, counted without writing them out. */
export const expandedStepCount = (recipe: Recipe): number =>
  authoredOperations(recipe).reduce((sum, { thing }) => sum + thing.steps.length * (thing.repeat?.times ?? 1), 0);

/** What is wrong with the repetitions themselves, read as written: nothing here may write one out. */
export const checkRepetitions = (recipe: Recipe): readonly RecipeFault[] =>
  authoredOperations(recipe).flatMap(({ thing, path }) =>
    thing.repeat ? [...countFaults(thing.repeat, `${path}/repeat`), ...insideFaults(thing, thing.repeat, path)] : [],
  );

function countFaults({ first, times, every }: Repetition, path: string): readonly RecipeFault[] {
  const faults: RecipeFault[] = [];
  const between = (number: number, least: number, most: number): boolean =>
    Number.isInteger(number) && number >= least && number <= most;
  if (!between(times, 1, REPETITIONS_MAX)) {
    const en = `An operation is repeated 1 to ${REPETITIONS_MAX} times.`;
    faults.push(fault(`${path}/times`, en, `Een bewerking wordt 1 tot ${REPETITIONS_MAX} keer herhaald.`));
  }
  if (!between(first, 0, FIRST_REPETITION_MAX)) {
    const en = `The first number is 0 to ${FIRST_REPETITION_MAX}.`;
    faults.push(fault(`${path}/first`, en, `Het eerste nummer is 0 tot ${FIRST_REPETITION_MAX}.`));
  }
  if ((parseDuration(every) ?? 0) === 0) {
    faults.push(
      fault(
        `${path}/every`,
        `"${every}" is no time between two repetitions. Write a number and s, min, h or d: "1 d".`,
        `"${every}" is geen tijd tussen twee herhalingen. Schrijf een getal en s, min, h of d: "1 d".`,
      ),
    );
  }
  return faults;
}

function insideFaults(operation: Operation, { first, times }: Repetition, path: string): readonly RecipeFault[] {
  const room = ID_LENGTH_MAX - `-${first + times - 1}`.length;
  const ids = [
    { id: operation.id, at: `${path}/id` },
    ...operation.steps.flatMap((step, index) => [
      { id: step.id, at: `${path}/steps/${index}/id` },
      ...('parameter' in step ? [{ id: step.parameter.id, at: `${path}/steps/${index}/parameter/id` }] : []),
    ]),
  ];
  const tooLong = ids.filter(({ id }) => id.length > room);
  return [
    ...tooLong.map(({ id, at }) =>
      fault(
        at,
        `"${id}" is repeated and gets a number behind it: at most ${room} characters.`,
        `"${id}" wordt herhaald en krijgt een nummer erachter: hoogstens ${room} tekens.`,
      ),
    ),
    ...operation.steps.flatMap(({ sets }, index) =>
      sets === undefined
        ? []
        : [
            fault(
              `${path}/steps/${index}/sets`,
              `Anchor "${sets}" would be set again each time; set it outside the repetition.`,
              `Ankermoment "${sets}" zou elke keer opnieuw gezet worden; zet het buiten de herhaling.`,
            ),
          ],
    ),
  ];
}
