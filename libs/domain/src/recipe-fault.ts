/** What keeps a recipe from being used, in words its author can act on. `path` is a JSON pointer (RFC 6901). */
export type RecipeFault = Readonly<{ path: string; en: string; nl: string }>;
export const fault = (path: string, en: string, nl: string): RecipeFault => ({ path, en, nl });

export type Located<Thing> = Readonly<{ thing: Thing; path: string }>;

/** A fault for every id that stands in the list a second time. */
export function usedTwice(ids: readonly Located<string>[]): readonly RecipeFault[] {
  const seen = new Set<string>();
  return ids.flatMap(({ thing, path }) => {
    if (!seen.has(thing)) {
      seen.add(thing);
      return [];
    }
    return [
      fault(
        path,
        `"${thing}" is used twice. Give each its own name.`,
        `"${thing}" komt twee keer voor. Geef elk een eigen naam.`,
      ),
    ];
  });
}
