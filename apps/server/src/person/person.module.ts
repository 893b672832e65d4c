import { Module } from '@nestjs/common';
import { PasswordAttempts } from './password-attempts.js';
import { Authenticator } from './authenticator.js';
import { MachineTokens } from './machine-tokens.js';
import { PersonController } from './person.controller.js';
import { PersonService } from './person.service.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { Sessions } from './sessions.js';
import { MachineTokenService } from './machine-token.service.js';

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
