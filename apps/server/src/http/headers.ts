import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** No inline anything, Trusted Types on: the policy the web was built under from its first commit (S42). */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['autolog'],
    },
  },
  // HTTPS is the site's proxy's or `--host`'s business; on plain localhost it would lock a browser out.
  strictTransportSecurity: false,
});

/** Answers hold records: nothing of them stays in a cache (S41). */
export function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  next();
}
