import { applyDecorators, Param, Post } from '@nestjs/common';
import { ApiBody, ApiParam } from '@nestjs/swagger';
import { CommandReply } from '@autolog/contract/reply';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { FromPerson, type PersonCommand } from '../http/caller.js';
import type { CommandEntry } from './command-entry.js';
import { parameterNames, type PathParameters } from './path-pattern.js';

export type CommandController<Request> = Readonly<{
  execute: (entry: CommandEntry<Request>, incoming: PersonCommand, parameters: PathParameters) => Promise<CommandReply>;
}>;

/**
 * Gives a controller one POST route for each entry of a command table, with the entry's permission and its body in
 * OpenAPI. Each route calls `execute` with its entry, so a command cannot be in the table and have no route.
 */
export const CommandRoutes =
  <Request>(entries: readonly CommandEntry<Request>[]) =>
  (controller: new (...parts: never[]) => CommandController<Request>): void => {
    for (const entry of entries) addRoute(controller, entry);
  };

function addRoute<Request>(
  { prototype }: Readonly<{ prototype: CommandController<Request> }>,
  entry: CommandEntry<Request>,
): void {
  const route = function (this: CommandController<Request>, incoming: PersonCommand, parameters: PathParameters) {
    return this.execute(entry, incoming, parameters);
  };
  // Nest looks a handler's metadata up by its name.
  Object.defineProperty(route, 'name', { value: entry.name });
  const descriptor = { value: route, configurable: true, writable: true };
  Object.defineProperty(prototype, entry.name, descriptor);
  FromPerson()(prototype, entry.name, 0);
  Param()(prototype, entry.name, 1);
  routeDecorators(entry)(prototype, entry.name, descriptor);
}

const routeDecorators = <Request>({ path, permission, body }: CommandEntry<Request>) =>
  applyDecorators(
    Post(path),
    Replies(CommandReply),
    Allow(permission),
    ...parameterNames(path).map((name) => ApiParam({ name, type: String })),
    ...(body ? [ApiBody({ type: body })] : []),
  );
