import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';

const YEAR_SECONDS = 31_536_000;
const AREAS = ['terminal', 'quality', 'planning', 'recipe'] as const;

/** Serves the built web: hashed files for ever, pages never from a cache. Deeper paths of an area are its own. */
export function serveWeb(app: Express, webDir: string): void {
  app.use(
    '/assets',
    express.static(join(webDir, 'assets'), { immutable: true, maxAge: YEAR_SECONDS * 1_000, index: false }),
  );
  const page = (file: string): express.RequestHandler => {
    return (_request, response, next) => {
      const path = join(webDir, file);
      if (!existsSync(path)) {
        next();
        return;
      }
      response.set('cache-control', 'no-cache').sendFile(path);
    };
  };
  app.get('/', page('index.html'));
  for (const area of AREAS) app.get([`/${area}`, `/${area}/{*rest}`], page(`${area}.html`));
  app.use(express.static(webDir, { index: false, redirect: false }));
}
