import { describe, expect, test } from '@jest/globals';
import { runCommandLine } from './command-line.js';
import { CommandError } from './errors/command-error.js';

const ignore = (): void => undefined;

describe('the words after autolog', () => {
  test.each([
    [[]],
    [['launch']],
    [['toString']],
    [['start', '--colour']],
    [['start', 'now']],
    [['recipe', 'cook', 'x.yaml']],
    [['recipe', 'check']],
    [['recipe', 'check', 'x.yaml', '--language', 'fr']],
  ])('unknown words end with code 64 and the usage of every command: %j', async (words: string[]) => {
    const error: unknown = await runCommandLine(words, ignore).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(/\n\nAutolog keeps[^]*autolog start[^]*autolog verify[^]*docs\/operations\.md/),
    });
  });

  test.each([[['help']], [['--help']], [['simulate', '--help']], [['verify', 'x.zip', '-h']]])(
    '%j prints the usage and does nothing else',
    async (words: string[]) => {
      const lines: string[] = [];
      await runCommandLine(words, (line) => lines.push(line));
      expect(lines).toEqual([expect.stringMatching(/^Autolog keeps[^]*\n {2}autolog recipe check FILE/)]);
    },
  );
});
