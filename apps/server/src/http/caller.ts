import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { By, PersonBy } from '@autolog/domain/by';
import { UUID, type CommandId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { RefusalError } from './refusal-error.js';
import type { MachineKind } from './access-rule.js';

export type AuthenticatedMachine = Readonly<{
  id: string;
  name: string;
  part: MachineKind;
  devices: readonly string[];
}>;
/** Who asks, as the guard found it. */
export type Caller =
  | Readonly<{ kind: 'person'; by: PersonBy; session: Buffer }>
  | Readonly<{ kind: 'machine'; machine: AuthenticatedMachine }>
  | Readonly<{ kind: 'nobody' }>;

export type RequestWithCaller = Request & { caller?: Caller };

const requestOf = (context: ExecutionContext): RequestWithCaller =>
  context.switchToHttp().getRequest<RequestWithCaller>();

/** The signed-in person; only on routes that demand one. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): PersonBy => {
  const { caller } = requestOf(context);
  if (caller?.kind !== 'person') throw new Error('this route has no person: its demand is wrong');
  return caller.by;
});

/** Who acts on a route that is open to people and to an archive. */
export const CurrentPersonOrArchive = createParamDecorator((_: unknown, context: ExecutionContext): By => {
  const { caller } = requestOf(context);
  if (caller?.kind === 'person') return caller.by;
  if (caller?.kind === 'machine' && caller.machine.part === 'archive') return { kind: 'system', part: 'archive' };
  throw new Error('this route has neither a person nor an archive: its demand is wrong');
});

export const CurrentMachine = createParamDecorator((_: unknown, context: ExecutionContext): AuthenticatedMachine => {
  const { caller } = requestOf(context);
  if (caller?.kind !== 'machine') throw new Error('this route has no machine: its demand is wrong');
  return caller.machine;
});

/** One command as it arrived: its id, and what its answer is remembered by. */
export type IncomingCommand = Readonly<{ id: CommandId; method: string; path: string; body: unknown }>;

/** Every write carries an id made before sending; without one nothing can be sent twice safely (INV-2). */
export const Incoming = createParamDecorator((_: unknown, context: ExecutionContext): IncomingCommand => {
  const request = requestOf(context);
  const id = request.header('idempotency-key')?.toLowerCase() ?? '';
  if (!UUID.test(id))
    throw new RefusalError(refusal('BAD_REQUEST', { what: 'the header Idempotency-Key must be a UUID' }));
  return { id: id as CommandId, method: request.method, path: request.path, body: request.body };
});
