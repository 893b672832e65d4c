import { systemCode } from '@autolog/embedded-postgres/error';
import { CommandError, EXIT } from './command-error.js';
import { RequestRefused } from '@autolog/simulation/http-client';

/** One sentence for an error that a person can act on; any other error is a bug and keeps its stack. */
export function toCommandError(error: unknown, path = 'the data folder'): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CommandError(
      EXIT.diskFull,
      `The disk is full (${path}); make room and start again, nothing was lost.`,
      error,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return notWritable(path, error);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new CommandError(EXIT.badData, `${path} is not a folder; choose another one with --data.`, error);
  }
  if (error instanceof RequestRefused) {
    return new CommandError(EXIT.software, `The demo site could not be filled: ${error.message}`, error);
  }
  return error;
}

export const notWritable = (path: string, cause: unknown): CommandError =>
  new CommandError(EXIT.notAllowed, `Autolog may not write in ${path}; choose another folder with --data.`, cause);
