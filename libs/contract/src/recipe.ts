import { RECIPE_YAML_MAX } from '@autolog/domain/input-limits';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { RECIPE_STATUSES, type RecipeStatus } from '@autolog/domain/recipe/event';
import type { Signature } from '@autolog/domain/signature';
import type { Text } from '@autolog/domain/text';
import { ViewPosition } from './reply.js';
import { ReplyCount, ReplyId, ReplyList, ReplyOneOf, ReplySchema, ReplyText, ReplyTextList } from './reply-field.js';
import { TextField, ObjectField } from './field.js';
import { SignatureProof } from './signature.js';

export class ImportRecipeBody {
  @TextField({ max: RECIPE_YAML_MAX, description: 'The master batch record as YAML' }) yaml: string;
}

export class ApproveRecipeBody {
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class RecipeLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly code: string;
  @ReplyText() readonly version: string;
  @ReplySchema('Text') readonly title: Text;
  @ReplyOneOf(RECIPE_STATUSES) readonly status: RecipeStatus;
  @ReplyText({ description: 'SHA-256 of the canonical content' }) readonly hash: string;
  @ReplyCount() readonly steps: number;
  @ReplyTextList({ description: 'Names of the authors' }) readonly authors: readonly string[];
  @ReplySchema('Signature', { optional: true }) readonly approval?: Signature;
}

/** GET /api/recipes — stream `recipe`. */
export class RecipesReply extends ViewPosition {
  @ReplyList(() => RecipeLine) readonly recipes: readonly RecipeLine[];
}

/** GET /api/recipes/:recipe */
export class RecipeReply extends RecipeLine {
  @ReplyText() readonly stream: string;
  @ReplyCount() readonly asOf: number;
  @ReplySchema('Recipe') readonly content: Recipe;
}
