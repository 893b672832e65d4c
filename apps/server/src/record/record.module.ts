import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type { Config } from '../config.js';
import { Notices } from '../live/notices.js';
import { CONFIG } from './config-token.js';
import { RecordKeeper } from './keeper.js';
import type { Opened } from './open.js';
import { Records } from './record.js';

/** The record, opened before Nest is built, for every feature. */
@Global()
@Module({})
export class RecordModule {
  static of(config: Config, { records, key, witness, origin }: Opened): DynamicModule {
    return {
      module: RecordModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Records, useValue: records },
        Notices,
        {
          provide: RecordKeeper,
          inject: [Notices, Logger],
          useFactory: (notices: Notices, logger: Logger) =>
            new RecordKeeper(records, notices, logger, key, witness, origin),
        },
      ],
      exports: [CONFIG, Records, Notices, RecordKeeper],
    };
  }
}
