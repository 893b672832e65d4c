import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { UUID } from '@autolog/domain/brand';

type Schema = Record<string, unknown>;
type Answers = Readonly<Record<string, Readonly<{ content?: Readonly<Record<string, { schema: object }>> }>>>;
type OpenApi = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Readonly<{ responses: Answers }>>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, Schema>> }>;
}>;
/** What a client received, its body parsed. */
export type ReceivedReply = Readonly<{
  method: string;
  path: string;
  status: number;
  contentType: string;
  body: unknown;
}>;

/** A reply that OpenAPI does not describe: a path or status that is not declared, or a body that does not fit. */
export class UndescribedReply extends Error {}

const DOCUMENT = 'openapi';
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const FAILURE_MIN = 400;
const PROBLEM_TYPE = 'application/problem+json';

/** Checks every reply a test receives against the OpenAPI document of the server that gave it. */
export class ReplyCheck {
  readonly #ajv = new Ajv2020({ strict: false, formats: { uuid: UUID, 'date-time': INSTANT, binary: true } });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenApi) {
    this.#ajv.addSchema({ ...document, components: { schemas: closed(document.components.schemas) } }, DOCUMENT);
  }

  static async fetch(internalAddress: string): Promise<ReplyCheck> {
    const response = await fetch(`${internalAddress}/docs/openapi.json`);
    return new ReplyCheck((await response.json()) as OpenApi);
  }

  /** Throws an UndescribedReply unless the reply is one that the document describes. */
  assertDescribed({ method, path, status, contentType, body }: ReceivedReply): void {
    const line = `${method} ${path} answered ${String(status)}`;
    const template = this.#templateOf(path.split('?', 1)[0] ?? '');
    const responses = template && this.document.paths[template]?.[method.toLowerCase()]?.responses;
    if (!responses) {
      if (status === 404 && contentType.startsWith(PROBLEM_TYPE)) return;
      throw new UndescribedReply(`${line}, and OpenAPI has no such route`);
    }
    const key = String(status) in responses ? String(status) : status >= FAILURE_MIN ? 'default' : undefined;
    if (key === undefined) throw new UndescribedReply(`${line}, a status that OpenAPI does not describe`);
    const content = responses[key]?.content ?? {};
    const type = Object.keys(content).find((described) => contentType.startsWith(described));
    if (type === undefined) {
      if (body === undefined && Object.keys(content).length === 0) return;
      throw new UndescribedReply(`${line} as ${contentType}, which OpenAPI does not describe`);
    }
    const validate = this.#validatorOf(['paths', template, method.toLowerCase(), 'responses', key, 'content', type]);
    if (!validate(body)) throw new UndescribedReply(`${line}: ${this.#ajv.errorsText(validate.errors)}`);
  }

  #templateOf(path: string): string | undefined {
    const segments = path.split('/');
    const fits = (template: string): boolean => {
      const parts = template.split('/');
      return parts.length === segments.length && parts.every((part, n) => part.startsWith('{') || part === segments[n]);
    };
    return Object.keys(this.document.paths).find(fits);
  }

  #validatorOf(pointer: readonly string[]): ValidateFunction {
    const fragment = [...pointer, 'schema'].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const $ref = `${DOCUMENT}#/${fragment.map(encodeURIComponent).join('/')}`;
    const known = this.#validators.get($ref);
    if (known) return known;
    const compiled = this.#ajv.compile({ $ref });
    this.#validators.set($ref, compiled);
    return compiled;
  }
}

/** Here, and not in the document: a field that is not described fails a test; a client elsewhere may overlook it. */
const closed = (schemas: Readonly<Record<string, Schema>>): Record<string, Schema> =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      'properties' in schema ? { additionalProperties: false, ...schema } : schema,
    ]),
  );

const checks = new Map<string, ReplyCheck>();

/** From here on every client checks what this server answers. */
export async function checkRepliesOf(address: string, internalAddress: string): Promise<void> {
  checks.set(address, await ReplyCheck.fetch(internalAddress));
}

export const replyCheckOf = (address: string): ReplyCheck | undefined => checks.get(address);
