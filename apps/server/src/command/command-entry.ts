import { ValidationPipe, type Type } from '@nestjs/common';
import type { Permission } from '@autolog/domain/role';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import type { Meaning } from '@autolog/domain/signature';
import { NAME_PARAMETER, requireNoFields, UUID_PARAMETER } from '../http/request-pipes.js';
import { RefusalError } from '../http/refusal-error.js';
import { rejectPrototypeKeys } from '../http/reject-prototype-keys.js';
import { VALIDATION } from '../http/validation.js';
import type { FreeText } from '../record/free-texts.js';
import { matchPath, parametersOf, type ParametersOf, type PathParameters } from './path-pattern.js';

/** What a text of the command is stored as; events and signatures hold its digest. */
type FreeTextReader = (text: string) => FreeText;

/**
 * One line of a command table: where a command is posted, who may give it, which body it takes, whether it can be
 * signed, and how body and address become a command of the domain. The command's route, the challenge route and
 * OpenAPI all read it here.
 */
export type CommandEntry<Request> = Readonly<{
  name: string;
  /** The whole path, as Express writes it: `/api/batches/:batch/steps/:step/perform`. */
  path: string;
  permission: Permission;
  /** The class the body is checked against; without one the command takes no fields. */
  body?: Type<object>;
  /** What its signature means. A command without a meaning cannot be challenged. */
  meaning?: Meaning;
  /** Checks the body and the parameters of the path and makes the command. Throws a RefusalError. */
  read: (body: unknown, parameters: PathParameters, freeText: FreeTextReader) => Promise<Request>;
}>;

type CommandOptions<Pattern extends string, Body, Request> = Readonly<{
  path: Pattern;
  permission: Permission;
  meaning?: Meaning;
  toRequest: (body: Body, parameters: ParametersOf<Pattern>, freeText: FreeTextReader) => Request | Refusal;
}>;

/** A command whose fields are described by a class of the contract. */
export function command<Pattern extends string, Body extends object, Request extends object>(
  name: string,
  options: CommandOptions<Pattern, Body, Request> & Readonly<{ body: Type<Body> }>,
): CommandEntry<Request> {
  const { body } = options;
  return { ...entryOf(name, options, (plain) => readBody(body, plain)), body };
}

/** A command that is said in full by its address (S28). */
export const commandWithoutFields = <Pattern extends string, Request extends object>(
  name: string,
  options: CommandOptions<Pattern, void, Request>,
): CommandEntry<Request> =>
  entryOf(name, options, async (plain) => {
    requireNoFields(plain);
  });

function entryOf<Pattern extends string, Body, Request extends object>(
  name: string,
  { toRequest, ...options }: CommandOptions<Pattern, Body, Request>,
  read: (plain: unknown) => Promise<Body>,
): CommandEntry<Request> {
  return {
    name,
    ...options,
    async read(plain, found, freeText) {
      const parameters = parametersOf(options.path, checkParameters(found));
      const request = toRequest(await read(plain), parameters, freeText);
      if (isRefusal(request)) throw new RefusalError(request);
      return request;
    },
  };
}

/** The entry of a table that a path belongs to, and what the path names. */
export function findCommand<Request>(
  entries: readonly CommandEntry<Request>[],
  path: string,
): Readonly<{ entry: CommandEntry<Request>; parameters: PathParameters }> | undefined {
  for (const entry of entries) {
    const parameters = matchPath(entry.path, path);
    if (parameters) return { entry, parameters };
  }
  return undefined;
}

/** The body of a command that is given as JSON text inside another request. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text, rejectPrototypeKeys);
  } catch {
    throw new RefusalError(refusal('BAD_REQUEST', { what: '`body` is not JSON' }));
  }
}

const validation = new ValidationPipe({ ...VALIDATION, transform: true });

async function readBody<Body extends object>(type: Type<Body>, plain: unknown): Promise<Body> {
  const body: unknown = await validation.transform(plain, { type: 'body', metatype: type });
  if (!(body instanceof type)) throw new RefusalError(refusal('BAD_REQUEST', { what: 'the body is not an object' }));
  return body;
}

/** Streams and rows are found by id; a step and an exception by a name of the recipe or the record. */
function checkParameters(found: PathParameters): PathParameters {
  for (const [name, value] of Object.entries(found)) {
    const check = name === 'batch' || name === 'recipe' ? UUID_PARAMETER : NAME_PARAMETER;
    check.transform(value, { type: 'param', data: name });
  }
  return found;
}

const isRefusal = (request: object): request is Refusal => 'refused' in request;
