import { RECIPE_YAML_MAX } from '@autolog/domain/input-limits';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { RecipeStatus } from '@autolog/domain/recipe/event';
import type { Signature } from '@autolog/domain/signature';
import type { Text } from '@autolog/domain/text';
import type { ViewPosition } from './batch.js';
import { TextField, ObjectField } from './field.js';
import { SignatureProof } from './signature.js';

export class ImportRecipeBody {
  @TextField({ max: RECIPE_YAML_MAX, description: 'The master batch record as YAML' }) yaml: string;
}

export class ApproveRecipeBody {
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

/** GET /api/recipes — stream `recipe`. */
export type RecipesReply = ViewPosition & Readonly<{ recipes: readonly RecipeLine[] }>;
export type RecipeLine = Readonly<{
  id: string;
  code: string;
  version: string;
  title: Text;
  status: RecipeStatus;
  hash: string;
  steps: number;
  authors: readonly string[];
  approval?: Signature;
}>;
/** GET /api/recipes/:recipe */
export type RecipeReply = ViewPosition & RecipeLine & Readonly<{ content: Recipe }>;
