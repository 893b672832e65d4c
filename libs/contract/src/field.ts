import { UUID } from '@autolog/domain/brand';
import { parseInstant } from '@autolog/domain/time';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

// One decorator per field says what may cross the boundary: its check, its size and its description in OpenAPI.

type FieldOptions = Readonly<{ optional?: boolean; description?: string }>;
type Constructor = new () => object;

const TEXT_MAX = 200;
const ITEMS_MAX = 10_000;

const describe = (options: FieldOptions, api: ApiPropertyOptions): ApiPropertyOptions =>
  ({
    ...api,
    required: options.optional !== true,
    ...(options.description === undefined ? {} : { description: options.description }),
  }) as ApiPropertyOptions;

const fieldDecorator =
  (options: FieldOptions, api: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    ApiProperty(describe(options, api))(target, key);
    if (options.optional) IsOptional()(target, key);
    for (const check of checks) check(target, key);
  };

/** No U+0000 and no lone surrogate: neither survives canonical JSON and the database. */
const WELL_FORMED = /^(?:[^\0\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$/;

export const TextField = (options: FieldOptions & { min?: number; max?: number } = {}) =>
  fieldDecorator(
    options,
    { type: String, minLength: options.min ?? 1, maxLength: options.max ?? TEXT_MAX },
    IsString(),
    MinLength(options.min ?? 1),
    MaxLength(options.max ?? TEXT_MAX),
    Matches(WELL_FORMED, { message: '$property holds a character that cannot be recorded' }),
  );

export const IdField = (options: FieldOptions = {}) =>
  fieldDecorator(
    options,
    { type: String, format: 'uuid' },
    IsString(),
    Matches(UUID, { message: '$property must be a UUID in lower case' }),
  );

export const PatternField = (pattern: RegExp, options: FieldOptions & { max?: number } = {}) =>
  fieldDecorator(
    options,
    { type: String, pattern: pattern.source, maxLength: options.max ?? TEXT_MAX },
    IsString(),
    MaxLength(options.max ?? TEXT_MAX),
    Matches(pattern),
  );

/** What a room, a device or a material is called on its label. */
export const CodeField = (options: FieldOptions = {}) => PatternField(/^[A-Z0-9][A-Z0-9-]{1,39}$/, options);

export const EARLIEST_INSTANT = '1970-01-01T00:00:00.000Z';
export const LATEST_INSTANT = '2106-12-31T23:59:59.999Z';

/** A moment that exists, in a year whose readings have a place to be stored. */
const isStorableInstant = (text: unknown): boolean =>
  typeof text === 'string' && text >= EARLIEST_INSTANT && text <= LATEST_INSTANT && parseInstant(text) !== undefined;

/** ISO 8601 in UTC with milliseconds. */
export const InstantField = (options: FieldOptions = {}) =>
  fieldDecorator(
    options,
    { type: String, format: 'date-time' },
    ValidateBy({
      name: 'moment',
      validator: {
        validate: isStorableInstant,
        defaultMessage: () =>
          `$property must be a moment in UTC with milliseconds, from ${EARLIEST_INSTANT} to ${LATEST_INSTANT}`,
      },
    }),
  );

/** A decimal as text; never a JSON number, which would become a float. */
export const DecimalField = (options: FieldOptions = {}) =>
  PatternField(/^-?\d{1,12}(\.\d{1,12})?$/, { ...options, max: 26 });

export const OneOfField = (values: readonly string[], options: FieldOptions = {}) =>
  fieldDecorator(options, { type: String, enum: [...values] }, IsIn([...values]));

export const IntegerField = (options: FieldOptions & { min?: number; max?: number } = {}) =>
  fieldDecorator(
    options,
    { type: 'integer', minimum: options.min ?? 0, maximum: options.max ?? Number.MAX_SAFE_INTEGER },
    IsInt(),
    Min(options.min ?? 0),
    Max(options.max ?? Number.MAX_SAFE_INTEGER),
  );

export const BooleanField = (options: FieldOptions = {}) => fieldDecorator(options, { type: Boolean }, IsBoolean());

// OpenAPI tells a function that answers a class from a class by its name: it must be written as `type: () => …`.
export const ObjectField = (of: () => Constructor, options: FieldOptions = {}) =>
  fieldDecorator(options, { type: () => of() }, ValidateNested(), Type(of));

export const ObjectListField = (of: () => Constructor, options: FieldOptions & { max?: number } = {}) =>
  fieldDecorator(
    options,
    { type: () => of(), isArray: true, maxItems: options.max ?? ITEMS_MAX },
    IsArray(),
    ArrayMaxSize(options.max ?? ITEMS_MAX),
    ValidateNested({ each: true }),
    Type(of),
  );
