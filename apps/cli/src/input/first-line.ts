/** Longer than any password: input without an end is not read further. */
const CHARACTERS_MAX = 10_000;

/** The first line of standard input. Passwords come this way: every process of this machine can read an argument. */
export async function readFirstLine(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) {
    text += String(piece);
    if (text.includes('\n') || text.length > CHARACTERS_MAX) break;
  }
  return text.split('\n', 1)[0]?.replace(/\r$/, '') ?? '';
}
