import { Body, Controller, Get, Inject, Param, Post, Put } from '@nestjs/common';
import { CommandReply } from '@autolog/contract/reply';
import { TokenReply } from '@autolog/contract/machine-token';
import { MintTokenBody } from '@autolog/contract/machine-token';
import { PeopleReply } from '@autolog/contract/person';
import { PersonRolesBody } from '@autolog/contract/person';
import { RegisterPersonBody } from '@autolog/contract/person';
import type { PersonId } from '@autolog/domain/brand';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import { UUID_PARAMETER } from '../http/request-pipes.js';
import { PersonService } from './person.service.js';
import { MachineTokenService } from './machine-token.service.js';

@Controller('api')
export class PersonController {
  constructor(
    @Inject(PersonService) private readonly people: PersonService,
    @Inject(MachineTokenService) private readonly tokens: MachineTokenService,
  ) {}

  @Get('people')
  @Replies(PeopleReply)
  @Allow('people.manage')
  list(): Promise<PeopleReply> {
    return this.people.list();
  }

  @Post('people')
  @Replies(CommandReply, 201)
  @Allow('people.manage')
  register(@Body() body: RegisterPersonBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.people.register(incoming, body, incoming.by);
  }

  @Put('people/:person/roles')
  @Replies(CommandReply)
  @Allow('people.manage')
  changeRoles(
    @Param('person', UUID_PARAMETER) person: PersonId,
    @Body() body: PersonRolesBody,
    @FromPerson() incoming: PersonCommand,
  ): Promise<CommandReply> {
    return this.people.changeRoles(incoming, person, body.roles, incoming.by);
  }

  @Post('machine-tokens')
  @Replies(TokenReply, 201)
  @Allow('people.manage')
  mint(@Body() body: MintTokenBody, @FromPerson() incoming: PersonCommand): Promise<TokenReply> {
    return this.tokens.mint(incoming, body, incoming.by);
  }
}
