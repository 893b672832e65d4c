import { Module } from '@nestjs/common';
import { Attempts } from './attempts.js';
import { Credentials } from './credentials.js';
import { MachineTokens } from './machine-tokens.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { Sessions } from './sessions.js';
import { TokenService } from './token.service.js';

@Module({
  controllers: [SessionController, PeopleController],
  providers: [Attempts, Credentials, MachineTokens, PeopleService, SessionService, Sessions, TokenService],
  exports: [Credentials, MachineTokens, Sessions],
})
export class PeopleModule {}
