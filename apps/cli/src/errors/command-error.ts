/** Exit codes of sysexits.h: scripts can tell what went wrong (docs/operations.md). */
export const EXIT = {
  usage: 64,
  badData: 65,
  noInput: 66,
  unavailable: 69,
  software: 70,
  diskFull: 74,
  notAllowed: 77,
  configuration: 78,
} as const;

/** An expected error: one sentence for the person, one exit code for the script. No stack is shown. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly exitCode: number,
    sentence: string,
    cause?: unknown,
  ) {
    super(sentence, cause === undefined ? {} : { cause });
  }
}
