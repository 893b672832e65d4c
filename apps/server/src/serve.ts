import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { EXIT_CONFIG } from '@autolog/settings/settings';
import { configOrExit, type Config } from './config/config.js';
import { rejectPrototypeKeys } from './http/reject-prototype-keys.js';
import { noStore, securityHeaders } from './http/headers.js';
import { serveWeb } from './http/serve-web.js';
import { InternalListener } from './health/internal-listener.js';
import { openRecord, type OpenedRecord } from './record/open-record.js';
import { checkRedis } from './timer/check-redis.js';

const BODY_MAX = '3mb';
const EXIT_UNAVAILABLE = 69;

/** The server: one process serves the web, the record and, by default, the timers. */
export async function serve(): Promise<void> {
  const config = configOrExit();
  const opened = await openOrExit(config);
  const app = await makeApp(config, opened);
  await listen(app, config);
  await app.get(InternalListener).open(app);
  app.get(Logger).log({ msg: 'ready', port: config.port, fingerprint: opened.key.fingerprint });
}

/** The worker: the same modules without HTTP. */
export async function runWorker(): Promise<void> {
  const config: Config = { ...configOrExit(), worker: true };
  const opened = await openOrExit(config);
  const app = await NestFactory.createApplicationContext(AppModule.of(config, opened), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  app.get(Logger).log({ msg: 'ready' });
}

async function makeApp(config: Config, opened: OpenedRecord): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config, opened), {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders);
  // JSON only: a form or a text body from another origin never reaches a command (S19).
  app.useBodyParser('json', { limit: BODY_MAX, strict: true, type: 'application/json', reviver: rejectPrototypeKeys });
  app.use('/api', noStore);
  serveWeb(app.getHttpAdapter().getInstance(), config.webDir);
  app.enableShutdownHooks();
  return app;
}

async function listen(app: NestExpressApplication, config: Config): Promise<void> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    process.stderr.write(`Port ${String(config.port)} is in use by another program.\n`);
    process.exit(EXIT_UNAVAILABLE);
  }
}

async function openOrExit(config: Config): Promise<OpenedRecord> {
  await exitOnUnsafeRedis(config);
  try {
    const opening = await openRecord(config);
    if ('opened' in opening) return opening.opened;
    process.stderr.write(`${opening.fault}\n`);
    process.exit(EXIT_CONFIG);
  } catch (error) {
    process.stderr.write(`The database cannot be reached: ${(error as Error).message}\n`);
    process.exit(EXIT_UNAVAILABLE);
  }
}

/** Ends the process where its Redis may lose timers. One that does not answer may come back: the process starts. */
async function exitOnUnsafeRedis({ worker, queue, redisUrl }: Config): Promise<void> {
  if (!worker || !queue || !redisUrl) return;
  const check = await checkRedis(redisUrl);
  if (check.state !== 'unsafe') return;
  process.stderr.write(`${check.fault}\n`);
  process.exit(EXIT_CONFIG);
}
