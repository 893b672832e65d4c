import { expect, test } from '@jest/globals';
import type { RecipeReply } from '@autolog/contract/recipe';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { readSeed, SEEDS } from '@autolog/recipes/read-seed';
import { materialsOf, recipeOf } from './demo-site.js';
import { DEMO_PROCESS, demoLots, SHORT_PROCESS } from './demo-things.js';

const recipes = SEEDS.map((seed) => {
  const read = loadRecipe(readSeed(seed));
  if ('faults' in read) throw new Error(read.faults[0]?.en);
  return { code: read.recipe.code, content: read.recipe } as RecipeReply;
});

test('the demo has the short recipe and that of the twelve days', () => {
  for (const code of [SHORT_PROCESS, DEMO_PROCESS]) expect(recipeOf(recipes, code).code).toBe(code);
  expect(() => recipeOf(recipes, 'HOLIDAY')).toThrow('HOLIDAY');
});

test('there is one released lot for every material of both recipes, also for what both need', () => {
  const materials = materialsOf(recipes);
  const codes = materials.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  const needed = new Set(recipes.flatMap(({ content }) => content.materials.map(({ code }) => code)));
  expect(new Set(codes)).toEqual(needed);
  const good = demoLots(materials).filter(({ released, expiresAt }) => released && expiresAt > '2030');
  expect(good.map(({ material }) => material).toSorted()).toEqual([...needed].toSorted());
});
