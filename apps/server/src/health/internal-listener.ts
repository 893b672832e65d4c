import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type INestApplication, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config-token.js';
import {
  checkpointAgeSeconds,
  liveStreams,
  recordEvents,
  recordLeaves,
  registry,
  unplacedAgeSeconds,
} from '../metrics/metrics.js';
import { openApiDocument } from './open-api.js';
import { ServerReadiness } from './readiness.js';
import { LiveService } from '../live/live.service.js';

/** Only from this machine: figures and documents would show an attacker what to try (S45). */
const HOST = '127.0.0.1';

/** /metrics and /docs/openapi.json, on a port of their own that no terminal can reach. */
@Injectable()
export class InternalListener implements OnApplicationShutdown {
  #server: Server | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ServerReadiness) private readonly readiness: ServerReadiness,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Answers the port it listens on. */
  async open(app: INestApplication): Promise<number> {
    const live = app.get(LiveService, { strict: false });
    let document: string | undefined;
    const server = createServer((request, response) => {
      const answer = async (): Promise<void> => {
        if (request.method === 'GET' && request.url === '/metrics') {
          liveStreams.set(live.clientCount);
          reply(response, registry.contentType, await this.#metrics());
        } else if (request.method === 'GET' && request.url === '/docs/openapi.json') {
          document ??= JSON.stringify(openApiDocument(app));
          reply(response, 'application/json', document);
        } else {
          response.writeHead(404).end();
        }
      };
      answer().catch((error: unknown) => {
        this.logger.warn({ err: error, msg: 'the internal listener could not answer' });
        response.writeHead(500).end();
      });
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.config.internalPort, HOST, resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.#server;
    if (!server?.listening) return;
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  }

  async #metrics(): Promise<string> {
    try {
      const { events, leaves, unplacedSeconds, checkpointSeconds } = await this.readiness.recordProgress();
      recordEvents.set(events);
      recordLeaves.set(leaves);
      unplacedAgeSeconds.set(unplacedSeconds);
      if (checkpointSeconds !== null) checkpointAgeSeconds.set(checkpointSeconds);
    } catch (error) {
      // While the database cannot be reached, the figures of this process are still answered.
      this.logger.warn({ err: error, msg: 'the progress of the log could not be read' });
    }
    return registry.metrics();
  }
}

function reply(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
