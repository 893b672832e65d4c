import { UUID } from '@autolog/domain/brand';
import { readInstant } from '@autolog/domain/time';
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

type Options = Readonly<{ optional?: boolean; description?: string }>;
type New = new () => object;

export const LINE_MAX = 200;
export const ITEMS_MAX = 10_000;

const describe = (options: Options, api: ApiPropertyOptions): ApiPropertyOptions =>
  ({
    ...api,
    required: options.optional !== true,
    ...(options.description === undefined ? {} : { description: options.description }),
  }) as ApiPropertyOptions;

const all =
  (options: Options, api: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    ApiProperty(describe(options, api))(target, key);
    if (options.optional) IsOptional()(target, key);
    for (const check of checks) check(target, key);
  };

/** No U+0000 and no lone surrogate: neither survives canonical JSON and the database. */
const WELL_FORMED = /^(?:[^\0\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$/;

export const Line = (options: Options & { min?: number; max?: number } = {}) =>
  all(
    options,
    { type: String, minLength: options.min ?? 1, maxLength: options.max ?? LINE_MAX },
    IsString(),
    MinLength(options.min ?? 1),
    MaxLength(options.max ?? LINE_MAX),
    Matches(WELL_FORMED, { message: '$property holds a character that cannot be recorded' }),
  );

export const Id = (options: Options = {}) =>
  all(
    options,
    { type: String, format: 'uuid' },
    IsString(),
    Matches(UUID, { message: '$property must be a UUID in lower case' }),
  );

export const Pattern = (pattern: RegExp, options: Options & { max?: number } = {}) =>
  all(
    options,
    { type: String, pattern: pattern.source, maxLength: options.max ?? LINE_MAX },
    IsString(),
    MaxLength(options.max ?? LINE_MAX),
    Matches(pattern),
  );

export const EARLIEST = '1970-01-01T00:00:00.000Z';
export const LATEST = '2106-12-31T23:59:59.999Z';

/** A moment that exists, in a year whose readings have a place to be stored. */
const isMoment = (text: unknown): boolean =>
  typeof text === 'string' && text >= EARLIEST && text <= LATEST && readInstant(text) !== undefined;

/** ISO 8601 in UTC with milliseconds. */
export const InstantText = (options: Options = {}) =>
  all(
    options,
    { type: String, format: 'date-time' },
    ValidateBy({
      name: 'moment',
      validator: {
        validate: isMoment,
        defaultMessage: () => `$property must be a moment in UTC with milliseconds, from ${EARLIEST} to ${LATEST}`,
      },
    }),
  );

/** A decimal as text; never a JSON number, which would become a float. */
export const DecimalField = (options: Options = {}) => Pattern(/^-?\d{1,12}(\.\d{1,12})?$/, { ...options, max: 26 });

export const OneOf = (values: readonly string[], options: Options = {}) =>
  all(options, { type: String, enum: [...values] }, IsIn([...values]));

export const Whole = (options: Options & { min?: number; max?: number } = {}) =>
  all(
    options,
    { type: 'integer', minimum: options.min ?? 0, maximum: options.max ?? Number.MAX_SAFE_INTEGER },
    IsInt(),
    Min(options.min ?? 0),
    Max(options.max ?? Number.MAX_SAFE_INTEGER),
  );

export const Flag = (options: Options = {}) => all(options, { type: Boolean }, IsBoolean());

export const One = (of: () => New, options: Options = {}) => all(options, { type: of }, ValidateNested(), Type(of));

export const Many = (of: () => New, options: Options & { max?: number } = {}) =>
  all(
    options,
    { type: of, isArray: true, maxItems: options.max ?? ITEMS_MAX },
    IsArray(),
    ArrayMaxSize(options.max ?? ITEMS_MAX),
    ValidateNested({ each: true }),
    Type(of),
  );

export const Lines = (options: Options & { max?: number } = {}) =>
  all(
    options,
    { type: String, isArray: true },
    IsArray(),
    ArrayMaxSize(options.max ?? ITEMS_MAX),
    IsString({ each: true }),
    MaxLength(LINE_MAX, { each: true }),
  );
