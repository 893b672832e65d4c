import { BATCH_SCHEMAS } from '@autolog/bundle/event-schema/batch-events';
import type { NamedSchema } from '@autolog/contract/reply-field';
import { readRecipeSchema } from '@autolog/recipes/recipe-schema';

type Schema = Readonly<Record<string, unknown>>;

const DEFS = '#/$defs/';
const COMPONENTS = '#/components/schemas/';
/** Parts of a recipe that replies hold by themselves. */
const RECIPE_PARTS: Readonly<Record<string, NamedSchema>> = { text: 'Text', limits: 'Limits', step: 'RecipeStep' };

/**
 * What the contract names and does not describe itself: a recipe is described by the schema that its import is checked
 * against, and what the record holds by the schemas of its events.
 */
export function domainSchemas(): Readonly<Record<string, Schema>> {
  const { $defs, $schema: _, $id: __, ...recipe } = readRecipeSchema();
  const parts = Object.entries($defs).map(([name, part]) => [componentOf(name), withComponentRefs(part)] as const);
  return {
    Recipe: withComponentRefs(recipe),
    ...Object.fromEntries(parts),
    StepOutcome: eventField('StepPerformed.1', 'outcome'),
    Observation: eventField('ExceptionRaised.1', 'deviation'),
    Signature: eventField('StepWitnessed.1', 'signature'),
  };
}

const componentOf = (part: string): string =>
  RECIPE_PARTS[part] ?? `Recipe${part.charAt(0).toUpperCase()}${part.slice(1)}`;

/** The same schema, its references moved from its own parts to the components of OpenAPI. */
function withComponentRefs(schema: object): Schema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' && value.startsWith(DEFS)
      ? `${COMPONENTS}${componentOf(value.slice(DEFS.length))}`
      : value,
  ) as Schema;
}

function eventField(event: string, field: string): Schema {
  const properties = BATCH_SCHEMAS[event]?.['properties'] as Readonly<Record<string, Schema>> | undefined;
  const schema = properties?.[field];
  if (!schema) throw new Error(`the event ${event} has no field ${field}`);
  return schema;
}
