import type { MachineKind } from '@autolog/domain/device/machine-kind';
import { Inject, Injectable } from '@nestjs/common';
import type { AuthenticatedMachine } from '../http/caller.js';
import { MachineTokenStore } from '@autolog/store/machine-token';

/** Tokens of adapters and simulators, bound to the devices they speak for (S17). */
@Injectable()
export class MachineTokens {
  constructor(@Inject(MachineTokenStore) private readonly tokens: MachineTokenStore) {}

  find(hash: Buffer): Promise<AuthenticatedMachine | undefined> {
    return this.tokens.find<MachineKind>(hash);
  }
}
