import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type { Config } from '../config/config.js';
import { DatabaseNotifications } from './database-notifications.js';
import { CONFIG } from '../config/config-token.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import type { OpenedRecord } from './open-record.js';
import { Records } from './records.js';

/** The record, opened before Nest is built, for every feature. */
@Global()
@Module({})
export class RecordModule {
  static of(config: Config, { records, key, witness, origin }: OpenedRecord): DynamicModule {
    return {
      module: RecordModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Records, useValue: records },
        DatabaseNotifications,
        {
          provide: CheckpointSigner,
          inject: [DatabaseNotifications, Logger],
          useFactory: (notices: DatabaseNotifications, logger: Logger) =>
            new CheckpointSigner(records, notices, logger, key, witness, origin),
        },
      ],
      exports: [CONFIG, Records, DatabaseNotifications, CheckpointSigner],
    };
  }
}
