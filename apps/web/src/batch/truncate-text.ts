/** At most `charactersMax` characters, cut between two words where possible, and ended by "…". */
export function truncateText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const cut = text.slice(0, charactersMax - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > charactersMax / 2 ? space : undefined).trimEnd()}…`;
}
