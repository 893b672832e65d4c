import { Module } from '@nestjs/common';
import { PasswordAttempts } from './attempts.js';
import { Authenticator } from './credentials.js';
import { MachineTokens } from './machine-tokens.js';
import { PersonController } from './people.controller.js';
import { PersonService } from './people.service.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { Sessions } from './sessions.js';
import { MachineTokenService } from './token.service.js';

@Module({
  controllers: [SessionController, PersonController],
  providers: [
    PasswordAttempts,
    Authenticator,
    MachineTokens,
    PersonService,
    SessionService,
    Sessions,
    MachineTokenService,
  ],
  exports: [Authenticator, MachineTokens, Sessions],
})
export class PersonModule {}
