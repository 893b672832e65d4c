import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Logger } from 'nestjs-pino';
import type { Problem } from '@autolog/contract/problem';
import { REFUSALS, refusal, fillPlaceholders, type Refusal } from '@autolog/domain/refusal';
import type { Language } from '@autolog/domain/text';
import { DamagedRecord } from '@autolog/store/log-entry';
import type { RequestWithCaller } from './caller.js';
import { RefusalError } from './refusal-error.js';

/** SQLSTATE classes in which the database is unavailable or full: nothing was written, trying again is right. */
const UNAVAILABLE = /^(?:08|53|57)/;
const CONNECTION_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Every refusal and every fault is sent as RFC 9457 problem+json with a stable code and a reference to quote. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<RequestWithCaller>();
    const response = http.getResponse<Response>();
    const language: Language =
      request.caller?.kind === 'person'
        ? request.caller.by.language
        : request.acceptsLanguages('nl', 'en') === 'nl'
          ? 'nl'
          : 'en';
    const problem = problemOf(error, language, randomUUID());
    if (error instanceof DamagedRecord) this.logger.error({ reference: problem.reference, msg: error.message });
    if (problem.status >= 500) this.logger.error({ err: error, reference: problem.reference, msg: problem.title });
    if (response.headersSent) {
      response.end();
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function problemOf(error: unknown, language: Language, reference: string): Problem {
  const known = refusalOf(error);
  if (!known) {
    return {
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      detail:
        language === 'nl'
          ? `Er ging iets mis in Autolog. Noem ${reference} als u hulp vraagt.`
          : `Something went wrong inside Autolog. Quote ${reference} when you ask for help.`,
      code: 'INTERNAL',
      facts: {},
      reference,
    };
  }
  const { http, message: message } = REFUSALS[known.refused];
  return {
    type: `urn:autolog:refusal:${known.refused}`,
    title: known.refused,
    status: http,
    detail: fillPlaceholders(message[language], known.facts),
    code: known.refused,
    facts: known.facts,
    reference,
  };
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof RefusalError) return error.refusal;
  if (error instanceof DamagedRecord) return refusal('RECORD_DAMAGED', { what: error.what });
  if (error instanceof HttpException) return refusalOfHttpException(error);
  const { code, status, type } = error as { code?: unknown; status?: unknown; type?: unknown };
  if (typeof code === 'string' && (UNAVAILABLE.test(code) || CONNECTION_ERRORS.has(code)))
    return refusal('UNAVAILABLE');
  if (error instanceof Error && /connection|timeout exceeded when trying to connect/i.test(error.message)) {
    return refusal('UNAVAILABLE');
  }
  // body-parser: bad JSON, too large, wrong encoding
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return refusal('BAD_REQUEST', { what: typeof type === 'string' ? type : 'the body cannot be read' });
  }
  return undefined;
}

function refusalOfHttpException(error: HttpException): Refusal | undefined {
  const status = error.getStatus();
  if (status === 404) return refusal('NOT_FOUND', { what: 'page' });
  if (status >= 500) return undefined;
  const reply = error.getResponse() as { message?: string | readonly string[] } | string;
  const message = typeof reply === 'string' ? reply : (reply.message ?? error.message);
  return refusal('BAD_REQUEST', { what: typeof message === 'string' ? message : message.slice(0, 5).join('; ') });
}
