/** Far longer than any password: input without an end is not waited for. */
const CHARACTERS_MAX = 10_000;

/** What was typed, or piped, up to the first Enter: how a password comes in, since arguments can be read by everybody. */
export async function readFirstLine(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) {
    text += String(piece);
    if (text.includes('\n') || text.length > CHARACTERS_MAX) break;
  }
  return text.split('\n', 1)[0]?.replace(/\r$/, '') ?? '';
}
