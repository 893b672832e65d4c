import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { TherapiesReply } from '@autolog/contract/therapy';
import type { OrderTherapyBody } from '@autolog/contract/therapy';
import type { PersonBy } from '@autolog/domain/by';
import { TherapyStore } from '@autolog/store/therapy';
import type { IncomingCommand } from '../http/caller.js';
import { EntryRegistration } from '../register/entry-registration.js';

@Injectable()
export class TherapyService {
  constructor(
    @Inject(TherapyStore) private readonly therapies: TherapyStore,
    @Inject(EntryRegistration) private readonly registration: EntryRegistration,
  ) {}

  /** Newest first. */
  async list(): Promise<TherapiesReply> {
    const { asOf, lines } = await this.therapies.list();
    return { stream: 'therapy', asOf, therapies: lines };
  }

  order(incoming: IncomingCommand, { coi, orderNumber }: OrderTherapyBody, by: PersonBy): Promise<CommandReply> {
    return this.registration.register(incoming, by, {
      category: 'therapy',
      event: { type: 'TherapyOrdered', v: 1, coi, orderNumber },
      displayName: orderNumber,
      isNameTaken: () => this.therapies.hasOrderNumber(orderNumber),
    });
  }
}
