import { locatedOperations, locatedSteps } from '../fault.js';
import { fault, usedTwice, type Located, type RecipeFault } from '../../recipe-fault.js';
import type { Recipe, Step } from '../recipe.js';

/** Names that formulas can be written with. */
const PARAMETER_ID = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Every id once, and every name that is referred to exists. */
export function checkNames(recipe: Recipe): readonly RecipeFault[] {
  const steps = locatedSteps(recipe);
  const operations = locatedOperations(recipe);
  const stepIds = new Set(steps.map(({ thing }) => thing.id));
  const operationIds = new Set(operations.map(({ thing }) => thing.id));
  return [
    ...usedTwice(recipe.procedure.map((unit, index) => ({ thing: unit.id, path: `/procedure/${index}/id` }))),
    ...usedTwice(operations.map(({ thing, path }) => ({ thing: thing.id, path: `${path}/id` }))),
    ...usedTwice(steps.map(({ thing, path }) => ({ thing: thing.id, path: `${path}/id` }))),
    ...usedTwice(recipe.anchors.map(({ id }, index) => ({ thing: id, path: `/anchors/${index}/id` }))),
    ...usedTwice(recipe.materials.map(({ code }, index) => ({ thing: code, path: `/materials/${index}/code` }))),
    ...parameterNames(steps),
    ...steps.flatMap(inside),
    ...operations.flatMap(({ thing, path }) => known(thing.after, `${path}/after`, operationIds, thing.id)),
    ...steps.flatMap(({ thing, path }) => known(thing.after, `${path}/after`, stepIds, thing.id)),
  ];
}

function parameterNames(steps: readonly Located<Step>[]): readonly RecipeFault[] {
  const named = steps.flatMap(({ thing, path }) =>
    'parameter' in thing ? [{ thing: thing.parameter.id, path: `${path}/parameter/id` }] : [],
  );
  const unreadable = named.filter(({ thing }) => !PARAMETER_ID.test(thing));
  return [
    ...usedTwice(named),
    ...unreadable.map(({ thing, path }) =>
      fault(
        path,
        `"${thing}" cannot stand in a formula. Use letters, digits and _, beginning with a letter.`,
        `"${thing}" kan niet in een formule staan. Gebruik letters, cijfers en _, beginnend met een letter.`,
      ),
    ),
  ];
}

function inside({ thing, path }: Located<Step>): readonly RecipeFault[] {
  if (thing.kind === 'choice') {
    return usedTwice(thing.options.map(({ id }, index) => ({ thing: id, path: `${path}/options/${index}/id` })));
  }
  if (thing.kind !== 'check') return [];
  return [
    ...usedTwice(thing.items.map(({ id }, index) => ({ thing: id, path: `${path}/items/${index}/id` }))),
    ...thing.items.flatMap((item, at) =>
      usedTwice(item.states.map(({ id }, index) => ({ thing: id, path: `${path}/items/${at}/states/${index}/id` }))),
    ),
  ];
}

const known = (
  after: readonly string[] | undefined,
  path: string,
  ids: ReadonlySet<string>,
  own: string,
): readonly RecipeFault[] =>
  (after ?? []).flatMap((name, index) => {
    const at = `${path}/${index}`;
    if (name === own) return [fault(at, `"${name}" waits for itself.`, `"${name}" wacht op zichzelf.`)];
    if (ids.has(name)) return [];
    return [fault(at, `There is no "${name}" to wait for.`, `Er is geen "${name}" om op te wachten.`)];
  });
