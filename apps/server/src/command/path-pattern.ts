/** The parameters a path pattern names: `steps/:step/perform` names `step`. */
export type ParametersOf<Pattern extends string> = Readonly<Record<ParameterName<Pattern>, string>>;
type ParameterName<Pattern extends string> = Pattern extends `${infer Segment}/${infer Rest}`
  ? ParameterName<Segment> | ParameterName<Rest>
  : Pattern extends `:${infer Name}`
    ? Name
    : never;

export type PathParameters = Readonly<Record<string, string>>;

/** The parameters of a path that fits the pattern, segment by segment; nothing when it does not. */
export function matchPath(pattern: string, path: string): PathParameters | undefined {
  const [names, segments] = [pattern.split('/'), path.split('/')];
  if (names.length !== segments.length) return undefined;
  const found: Record<string, string> = {};
  for (const [position, name] of names.entries()) {
    const segment = segments[position] ?? '';
    if (name.startsWith(':')) found[name.slice(1)] = segment;
    else if (name !== segment) return undefined;
  }
  return found;
}

export const parameterNames = (pattern: string): readonly string[] =>
  pattern.split('/').flatMap((segment) => (segment.startsWith(':') ? segment.slice(1) : []));

/** The parameters that the pattern names. Throws when one is missing: then the route is not of this pattern. */
export function parametersOf<Pattern extends string>(pattern: Pattern, found: PathParameters): ParametersOf<Pattern> {
  const missing = parameterNames(pattern).find((name) => found[name] === undefined);
  if (missing !== undefined) throw new Error(`the path ${pattern} was matched without :${missing}`);
  return found;
}
