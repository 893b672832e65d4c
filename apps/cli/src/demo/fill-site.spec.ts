import { expect, test } from '@jest/globals';
import type { RecipeReply } from '@autolog/contract/recipe';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { readBuiltInRecipe, BUILT_IN_RECIPES } from '@autolog/recipes/read-built-in-recipe';
import { materialsOf, recipeByCode } from './fill-site.js';
import { TWELVE_DAY_RECIPE, demoLots, SHORT_RECIPE } from './inventory.js';

const recipes = BUILT_IN_RECIPES.map((seed) => {
  const read = loadRecipe(readBuiltInRecipe(seed));
  if ('faults' in read) throw new Error(read.faults[0]?.en);
  return { code: read.recipe.code, content: read.recipe } as RecipeReply;
});

test('the demo has the short recipe and the twelve-day recipe', () => {
  for (const code of [SHORT_RECIPE, TWELVE_DAY_RECIPE]) expect(recipeByCode(recipes, code).code).toBe(code);
  expect(() => recipeByCode(recipes, 'HOLIDAY')).toThrow('HOLIDAY');
});

test('there is one released lot for every material of both recipes, also for one that both need', () => {
  const materials = materialsOf(recipes);
  const codes = materials.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  const needed = new Set(recipes.flatMap(({ content }) => content.materials.map(({ code }) => code)));
  expect(new Set(codes)).toEqual(needed);
  const good = demoLots(materials).filter(({ released, expiresAt }) => released && expiresAt > '2030');
  expect(good.map(({ material }) => material).toSorted()).toEqual([...needed].toSorted());
});
