import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { By, PersonBy } from '@autolog/domain/by';
import { UUID, type CommandId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { Refused } from './refused.js';
import type { MachinePart } from './allow.js';

export type Machine = Readonly<{ id: string; name: string; part: MachinePart; devices: readonly string[] }>;
/** Who asks, as the guard found it. */
export type Caller =
  | Readonly<{ kind: 'person'; by: PersonBy; session: Buffer }>
  | Readonly<{ kind: 'machine'; machine: Machine }>
  | Readonly<{ kind: 'nobody' }>;

export type CallerRequest = Request & { caller?: Caller };

const requestOf = (context: ExecutionContext): CallerRequest => context.switchToHttp().getRequest<CallerRequest>();

/** The signed-in person; only on routes that demand one. */
export const Person = createParamDecorator((_: unknown, context: ExecutionContext): PersonBy => {
  const { caller } = requestOf(context);
  if (caller?.kind !== 'person') throw new Error('this route has no person: its demand is wrong');
  return caller.by;
});

/** Who acts on a route that is open to people and to an archive. */
export const PersonOrArchive = createParamDecorator((_: unknown, context: ExecutionContext): By => {
  const { caller } = requestOf(context);
  if (caller?.kind === 'person') return caller.by;
  if (caller?.kind === 'machine' && caller.machine.part === 'archive') return { kind: 'system', part: 'archive' };
  throw new Error('this route has neither a person nor an archive: its demand is wrong');
});

export const FromMachine = createParamDecorator((_: unknown, context: ExecutionContext): Machine => {
  const { caller } = requestOf(context);
  if (caller?.kind !== 'machine') throw new Error('this route has no machine: its demand is wrong');
  return caller.machine;
});

/** One command as it arrived: its id, and what its answer is remembered by. */
export type Arrived = Readonly<{ id: CommandId; method: string; path: string; body: unknown }>;

/** Every write carries an id made before sending; without one nothing can be sent twice safely (INV-2). */
export const Command = createParamDecorator((_: unknown, context: ExecutionContext): Arrived => {
  const request = requestOf(context);
  const id = request.header('idempotency-key')?.toLowerCase() ?? '';
  if (!UUID.test(id)) throw new Refused(refusal('BAD_REQUEST', { what: 'the header Idempotency-Key must be a UUID' }));
  return { id: id as CommandId, method: request.method, path: request.path, body: request.body };
});
