import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem } from '@autolog/contract/problem';
import { domainSchemas } from './open-api-schemas.js';

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
  const document = SwaggerModule.createDocument(app, about, { extraModels: [Problem] });
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      operation.responses = {
        ...operation.responses,
        default: {
          description: 'Refused, or failed',
          content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } },
        },
      };
    }
  }
  const { components } = document;
  return { ...document, components: { ...components, schemas: { ...components?.schemas, ...domainSchemas() } } };
}
