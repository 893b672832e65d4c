import type { Params } from 'nestjs-pino';

/**
 * One JSON line per event. Bodies and headers are never logged, so that no password, token or free text can be; a slow
 * or failed request leaves method, path, status and duration (S38).
 */
export const LOGGING: Params = {
  pinoHttp: {
    level: 'info',
    autoLogging: { ignore: (request) => request.url === '/livez' || request.url === '/readyz' },
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    serializers: {
      req: (request: { id: unknown; method: unknown; url: unknown }) => ({
        id: request.id,
        method: request.method,
        url: request.url,
      }),
      // What a query was given, free text and digests of passwords among it, stays out of the log.
      err: ({ type, message, stack, code }: Readonly<Record<string, unknown>>) => ({ type, message, stack, code }),
      res: (response: { statusCode: unknown }) => ({ statusCode: response.statusCode }),
    },
  },
};
