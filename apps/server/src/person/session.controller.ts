import { Body, Controller, Get, HttpCode, Inject, Ip, Post, Put, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import { CommandReply } from '@autolog/contract/reply';
import { LanguageBody, SignInBody, MeReply } from '@autolog/contract/session';
import type { PersonBy } from '@autolog/domain/by';
import { SESSION_COOKIE } from './access.guard.js';
import { Allow, AllowAnyone } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import {
  CurrentPerson,
  FromPerson,
  type PersonCommand,
  type Caller,
  type RequestWithCaller,
  terminalOf,
} from '../http/caller.js';
import { meReplyOf, SessionService, type EndingSession } from './session.service.js';

/** A person's own session. Signing in and out are no commands: done twice, they are done once. */
@Controller('api')
export class SessionController {
  constructor(@Inject(SessionService) private readonly sessions: SessionService) {}

  @Post('sign-in')
  @Replies(MeReply)
  @AllowAnyone()
  async signIn(
    @Body() body: SignInBody,
    @Ip() address: string,
    @Req() request: RequestWithCaller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeReply> {
    const { token, me } = await this.sessions.signIn(
      body,
      { address, terminal: terminalOf(request) },
      endingSessionOf(request.caller),
    );
    setCookie(request, response, token);
    return me;
  }

  @Post('sign-out')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Signed out' })
  @Allow('session.own')
  async signOut(@Req() request: RequestWithCaller, @Res({ passthrough: true }) response: Response): Promise<void> {
    const leaving = endingSessionOf(request.caller);
    if (leaving) await this.sessions.signOut(leaving);
    setCookie(request, response, undefined);
  }

  @Get('me')
  @Replies(MeReply)
  @Allow('session.own')
  me(@CurrentPerson() by: PersonBy): MeReply {
    return meReplyOf(by);
  }

  @Put('me/language')
  @Replies(CommandReply)
  @Allow('session.own')
  chooseLanguage(@Body() body: LanguageBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    return this.sessions.chooseLanguage(incoming, body.language, incoming.by);
  }
}

const endingSessionOf = (caller: Caller | undefined): EndingSession | undefined =>
  caller?.kind === 'person' ? { by: caller.by, session: caller.session } : undefined;

/** Out of reach of scripts and of other sites (S19); a browser's own end of session ends it too. */
function setCookie(request: RequestWithCaller, response: Response, token: string | undefined): void {
  response.cookie(SESSION_COOKIE, token ?? '', {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: request.secure,
    ...(token === undefined && { maxAge: 0 }),
  });
}
