import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

const PROBLEM = {
  type: 'object',
  description: 'A refusal or a fault (RFC 9457); `code` is stable, docs/refusals.md lists them all',
  required: ['type', 'title', 'status', 'detail', 'code', 'facts', 'reference'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    facts: { type: 'object', additionalProperties: { type: 'string' } },
    reference: { type: 'string', format: 'uuid' },
  },
};

const METHODS = ['get', 'post', 'put'] as const;

/** What this server answers to, as OpenAPI 3.1, read from the controllers and the contract. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Autolog')
    .setDescription('Electronic batch record of patient-specific cell therapies')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('autolog_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'machine token')
    .build();
  const document = SwaggerModule.createDocument(app, about);
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      operation.responses = {
        ...operation.responses,
        default: {
          description: 'Refused, or failed',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      };
    }
  }
  const { components } = document;
  return { ...document, components: { ...components, schemas: { ...components?.schemas, Problem: PROBLEM } } };
}
