import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import {
  MintTokenBody,
  PersonRolesBody,
  RegisterPersonBody,
  type PeopleReply,
  type TokenReply,
} from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import type { PersonId } from '@autolog/domain/brand';
import { Allow } from '../http/allow.js';
import { Command, Person, type Arrived } from '../http/caller.js';
import { ID } from '../http/address.js';
import { PeopleService } from './people.service.js';
import { TokenService } from './token.service.js';

@Controller('api')
export class PeopleController {
  constructor(
    @Inject(PeopleService) private readonly people: PeopleService,
    @Inject(TokenService) private readonly tokens: TokenService,
  ) {}

  @Get('people')
  @Allow('people.manage')
  list(): Promise<PeopleReply> {
    return this.people.list();
  }

  @Post('people')
  @Allow('people.manage')
  register(
    @Body() body: RegisterPersonBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
  ): Promise<CommandReply> {
    return this.people.register(arrived, body, by);
  }

  @Put('people/:person/roles')
  @Allow('people.manage')
  changeRoles(
    @Param('person', ID) person: PersonId,
    @Body() body: PersonRolesBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
  ): Promise<CommandReply> {
    return this.people.changeRoles(arrived, person, body.roles, by);
  }

  @Post('machine-tokens')
  @HttpCode(201)
  @Allow('people.manage')
  mint(@Body() body: MintTokenBody, @Command() arrived: Arrived, @Person() by: PersonBy): Promise<TokenReply> {
    return this.tokens.mint(arrived, body, by);
  }
}
