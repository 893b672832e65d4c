/** A JSON Schema (2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, JsonSchema>>;

export const digest: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const booleanValue: JsonSchema = { type: 'boolean' };
export const oneOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] });

/** Exactly these fields. A name that ends in `?` is of an optional field. */
export const objectSchema = (fields: Fields): JsonSchema => ({
  ...openObjectSchema(fields),
  additionalProperties: false,
});

/** At least these fields: a later version may add others. A name that ends in `?` is of an optional field. */
export function openObjectSchema(fields: Fields): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [key, schema] of Object.entries(fields)) {
    const optional = key.endsWith('?');
    const field = optional ? key.slice(0, -1) : key;
    properties[field] = schema;
    if (!optional) required.push(field);
  }
  return { type: 'object', properties, required };
}
