import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { CheckpointStore } from '@autolog/store/checkpoint';
import { MerkleTree } from '@autolog/store/merkle-tree';
import { CONFIG } from '../config/config-token.js';
import type { Config } from '../config/config.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import { CommandExecution } from './command-execution.js';
import { DatabaseNotifications } from './database-notifications.js';
import { FreeTexts } from './free-texts.js';
import { InstallationMac } from './installation-mac.js';
import { Installation } from './installation.js';
import { LogSequencer } from './log-sequencer.js';
import type { OpenedRecord } from './open-record.js';

/** The record, opened before Nest is built: every part of the store by its own class, for every feature. */
@Global()
@Module({})
export class RecordModule {
  static of(config: Config, { store, installation, mac, ...identity }: OpenedRecord): DynamicModule {
    const opened: Provider[] = [
      { provide: CONFIG, useValue: config },
      { provide: Installation, useValue: installation },
      { provide: InstallationMac, useValue: mac },
      ...store.parts.map((part) => ({ provide: part.constructor, useValue: part })),
    ];
    const signer: Provider = {
      provide: CheckpointSigner,
      inject: [CheckpointStore, MerkleTree, LogSequencer, Logger],
      useFactory: (checkpoints: CheckpointStore, tree: MerkleTree, sequencer: LogSequencer, logger: Logger) =>
        new CheckpointSigner(checkpoints, tree, sequencer, logger, identity),
    };
    const services: Provider[] = [CommandExecution, FreeTexts, DatabaseNotifications, signer];
    return {
      module: RecordModule,
      providers: [...opened, ...services, LogSequencer],
      exports: [...opened, ...services],
    };
  }
}
