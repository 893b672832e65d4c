import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { RoomsReply } from '@autolog/contract/room';
import type { PersonBy } from '@autolog/domain/by';
import { RoomStore } from '@autolog/store/room';
import type { IncomingCommand } from '../http/caller.js';
import { EntryRegistration } from '../register/entry-registration.js';

@Injectable()
export class RoomService {
  constructor(
    @Inject(RoomStore) private readonly rooms: RoomStore,
    @Inject(EntryRegistration) private readonly registration: EntryRegistration,
  ) {}

  async list(): Promise<RoomsReply> {
    const { asOf, lines } = await this.rooms.list();
    return { stream: 'room', asOf, rooms: lines };
  }

  register(incoming: IncomingCommand, code: string, by: PersonBy): Promise<CommandReply> {
    return this.registration.register(incoming, by, {
      category: 'room',
      event: { type: 'RoomRegistered', v: 1, code },
      displayName: code,
      isNameTaken: () => this.rooms.hasCode(code),
    });
  }
}
