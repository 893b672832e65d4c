import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { parseCookie } from 'cookie';
import { mayDo } from '@autolog/domain/role';
import { refusal } from '@autolog/domain/refusal';
import { ACCESS_RULE, type AccessRule } from '../http/access-rule.js';
import { terminalOf, type Caller, type RequestWithCaller } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { Sessions } from './sessions.js';
import { MachineTokens } from './machine-tokens.js';
import { tokenHash } from './token-hash.js';

export const SESSION_COOKIE = 'autolog_session';
const TOKEN_CHARACTERS_MAX = 200;

/** Finds who asks, and refuses whoever the route's access rule does not allow. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(MachineTokens) private readonly tokens: MachineTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithCaller>();
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    request.caller = await this.#identify(request);
    this.#enforce(rule, request.caller);
    return true;
  }

  #enforce(rule: AccessRule | undefined, caller: Caller): void {
    if (!rule) throw new RefusalError(refusal('NOT_ALLOWED', { permission: 'a route without an access rule' }));
    if (rule.kind === 'open') return;
    if (caller.kind === 'nobody') throw new RefusalError(refusal('NOT_SIGNED_IN'));
    if (caller.kind === 'machine') {
      const isForOneKind = rule.kind === 'machine' || rule.kind === 'person or one kind of machine';
      const fits = rule.kind === 'person or machine' || (isForOneKind && rule.part === caller.machine.part);
      if (!fits) throw new RefusalError(refusal('NOT_ALLOWED', { permission: 'machine token' }));
      return;
    }
    if (rule.kind === 'machine') throw new RefusalError(refusal('NOT_ALLOWED', { permission: `machine ${rule.part}` }));
    if (!mayDo(caller.by.roles, rule.permission)) {
      throw new RefusalError(refusal('NOT_ALLOWED', { permission: rule.permission }));
    }
  }

  async #identify(request: RequestWithCaller): Promise<Caller> {
    const bearer = /^Bearer ([\w-]{20,})$/.exec(request.header('authorization') ?? '')?.[1];
    if (bearer && bearer.length <= TOKEN_CHARACTERS_MAX) {
      const machine = await this.tokens.find(tokenHash(bearer));
      return machine ? { kind: 'machine', machine } : { kind: 'nobody' };
    }
    const token = sessionToken(request.header('cookie'));
    if (!token) return { kind: 'nobody' };
    const hash = tokenHash(token);
    const by = await this.sessions.find(hash);
    if (!by) return { kind: 'nobody' };
    const terminal = terminalOf(request);
    return { kind: 'person', by: { ...by, ...(terminal && { terminal }) }, session: hash };
  }
}

function sessionToken(cookies: string | undefined): string | undefined {
  const token = parseCookie(cookies ?? '')[SESSION_COOKIE];
  return token && token.length <= TOKEN_CHARACTERS_MAX ? token : undefined;
}
