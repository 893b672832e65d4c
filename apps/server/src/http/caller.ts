import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { By, PersonBy } from '@autolog/domain/by';
import { UUID, type CommandId, type TerminalId } from '@autolog/domain/brand';
import type { MachineKind } from '@autolog/domain/device/machine-kind';
import { refusal } from '@autolog/domain/refusal';
import { RefusalError } from './refusal-error.js';

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

/** The browser a request comes from, by the id it made for itself; absent where there is none. */
export function terminalOf(request: Request): TerminalId | undefined {
  const terminal = request.header('autolog-terminal');
  if (terminal === undefined) return undefined;
  if (!UUID.test(terminal))
    throw new RefusalError(
      refusal('BAD_REQUEST', { what: 'the header Autolog-Terminal must be a UUID in lower case' }),
    );
  return terminal as TerminalId;
}

const requestOf = (context: ExecutionContext): RequestWithCaller =>
  context.switchToHttp().getRequest<RequestWithCaller>();

/** The signed-in person; only on routes that require one. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): PersonBy =>
  personOf(requestOf(context)),
);

export const CurrentMachine = createParamDecorator((_: unknown, context: ExecutionContext): AuthenticatedMachine => {
  const { caller } = requestOf(context);
  if (caller?.kind !== 'machine') throw new Error('this route has no machine: its access rule is wrong');
  return caller.machine;
});

/** One command as it arrived: its id, who gives it and from where, and what its reply is remembered by. */
export type IncomingCommand = Readonly<{
  id: CommandId;
  by: By;
  /** Network address it came from. */
  address: string;
  method: string;
  path: string;
  body: unknown;
}>;
export type PersonCommand = IncomingCommand & Readonly<{ by: PersonBy }>;

/** A command of the signed-in person. */
export const FromPerson = createParamDecorator((_: unknown, context: ExecutionContext): PersonCommand => {
  const request = requestOf(context);
  return { ...incomingOf(request), by: personOf(request) };
});

/** A command of a signed-in person, or of an archive that fetches copies. */
export const FromPersonOrArchive = createParamDecorator((_: unknown, context: ExecutionContext): IncomingCommand => {
  const request = requestOf(context);
  return { ...incomingOf(request), by: personOrArchiveOf(request) };
});

/** Who reads, on a route that is open to people and to an archive. */
export const CurrentPersonOrArchive = createParamDecorator((_: unknown, context: ExecutionContext): By =>
  personOrArchiveOf(requestOf(context)),
);

/** Every write carries an id made before sending; without one nothing can be sent twice safely (INV-2). */
function incomingOf(request: RequestWithCaller): Omit<IncomingCommand, 'by'> {
  const id = request.header('idempotency-key')?.toLowerCase() ?? '';
  if (!UUID.test(id))
    throw new RefusalError(refusal('BAD_REQUEST', { what: 'the header Idempotency-Key must be a UUID' }));
  const { ip: address = '', method, path } = request;
  return { id: id as CommandId, address, method, path, body: request.body as unknown };
}

function personOf({ caller }: RequestWithCaller): PersonBy {
  if (caller?.kind !== 'person') throw new Error('this route has no person: its access rule is wrong');
  return caller.by;
}

function personOrArchiveOf({ caller }: RequestWithCaller): By {
  if (caller?.kind === 'person') return caller.by;
  if (caller?.kind === 'machine' && caller.machine.part === 'archive') return { kind: 'system', part: 'archive' };
  throw new Error('this route has neither a person nor an archive: its access rule is wrong');
}
