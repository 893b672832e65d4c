import type { Digest } from '../brand.js';
import type { Signature } from '../signature.js';

export const RECIPE_STATUSES = ['draft', 'in_review', 'effective', 'superseded', 'retired'] as const;
export type RecipeStatus = (typeof RECIPE_STATUSES)[number];

export type RecipeEvent =
  /** The content is stored once by its hash; the YAML as written by its digest. */
  | Readonly<{ type: 'RecipeImported'; v: 1; code: string; version: string; hash: Digest; yaml: Digest; steps: number }>
  | Readonly<{ type: 'RecipeSubmitted'; v: 1 }>
  | Readonly<{ type: 'RecipeApproved'; v: 1; hash: Digest; signature: Signature }>
  | Readonly<{ type: 'RecipeSuperseded'; v: 1; by: string }>;

export type RecipeCommand =
  | Readonly<{ type: 'ImportRecipe'; code: string; version: string; hash: Digest; yaml: Digest; steps: number }>
  | Readonly<{ type: 'SubmitRecipe' }>
  | Readonly<{ type: 'ApproveRecipe'; signature: Signature }>;
