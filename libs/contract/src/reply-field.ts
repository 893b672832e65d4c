import { ApiProperty } from '@nestjs/swagger';

// One decorator per field of a reply says what comes back: OpenAPI describes it and the integration tests check it.

type FieldOptions = Readonly<{ optional?: boolean; description?: string }>;
type Constructor = new () => object;

/** Schemas that belong to the domain or to the record itself; the server puts them into OpenAPI by these names. */
export type NamedSchema = 'Text' | 'Signature' | 'StepOutcome' | 'Observation' | 'Limits' | 'Recipe' | 'RecipeStep';

const field = ({ optional, description }: FieldOptions, api: object): PropertyDecorator =>
  ApiProperty({
    ...api,
    required: optional !== true,
    ...(description === undefined ? {} : { description }),
  });

export const ReplyText = (options: FieldOptions = {}) => field(options, { type: String });
export const ReplyId = (options: FieldOptions = {}) => field(options, { type: String, format: 'uuid' });
/** ISO 8601 in UTC with milliseconds. */
export const ReplyInstant = (options: FieldOptions = {}) => field(options, { type: String, format: 'date-time' });
/** A count, a position or an index: a whole number, not below 0. */
export const ReplyCount = (options: FieldOptions = {}) => field(options, { type: 'integer', minimum: 0 });
export const ReplyInteger = (options: FieldOptions = {}) => field(options, { type: 'integer' });
export const ReplyNumber = (options: FieldOptions = {}) => field(options, { type: Number });
export const ReplyFlag = (options: FieldOptions = {}) => field(options, { type: Boolean });
export const ReplyOneOf = (values: readonly string[], options: FieldOptions = {}) =>
  field(options, { type: String, enum: [...values] });
// OpenAPI tells a function that answers a class from a class by its name: it must be written as `type: () => …`.
export const ReplyObject = (of: () => Constructor, options: FieldOptions = {}) => field(options, { type: () => of() });

export const ReplyTextList = (options: FieldOptions = {}) => field(options, { type: String, isArray: true });
export const ReplyOneOfList = (values: readonly string[], options: FieldOptions = {}) =>
  field(options, { type: String, enum: [...values], isArray: true });
export const ReplyList = (of: () => Constructor, options: FieldOptions = {}) =>
  field(options, { type: () => of(), isArray: true });

const reference = (name: NamedSchema) => ({ $ref: `#/components/schemas/${name}` });
export const ReplySchema = (name: NamedSchema, options: FieldOptions = {}) =>
  field(options, { type: 'object', allOf: [reference(name)] });
export const ReplySchemaList = (name: NamedSchema, options: FieldOptions = {}) =>
  field(options, { type: 'array', items: reference(name) });

/** Any names, each with a text. */
export const ReplyTextMap = (options: FieldOptions = {}) =>
  field(options, { type: 'object', additionalProperties: { type: 'string' } });
