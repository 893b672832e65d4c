import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { EquipmentReply } from '@autolog/contract/equipment';
import type { RegisterEquipmentBody } from '@autolog/contract/equipment';
import type { PersonBy } from '@autolog/domain/by';
import { EquipmentStore } from '@autolog/store/equipment';
import type { IncomingCommand } from '../http/caller.js';
import { EntryRegistration } from '../register/entry-registration.js';

@Injectable()
export class EquipmentService {
  constructor(
    @Inject(EquipmentStore) private readonly equipment: EquipmentStore,
    @Inject(EntryRegistration) private readonly registration: EntryRegistration,
  ) {}

  async list(): Promise<EquipmentReply> {
    const { asOf, lines } = await this.equipment.list();
    return { stream: 'equipment', asOf, equipment: lines };
  }

  register(
    incoming: IncomingCommand,
    { code, capability }: RegisterEquipmentBody,
    by: PersonBy,
  ): Promise<CommandReply> {
    return this.registration.register(incoming, by, {
      category: 'equipment',
      event: { type: 'EquipmentRegistered', v: 1, code, capability },
      displayName: code,
      isNameTaken: () => this.equipment.hasCode(code),
    });
  }
}
