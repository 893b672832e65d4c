/** What can keep the embedded PostgreSQL from serving; the message is one sentence a person can act on. */
export type EmbeddedPostgresErrorCode =
  | 'UNSUPPORTED_PLATFORM'
  | 'ROOT_WITHOUT_NAMESPACE'
  | 'DIRECTORY_FOREIGN'
  | 'DIRECTORY_BROKEN'
  | 'DIRECTORY_NOT_WRITABLE'
  | 'VERSION_MISMATCH'
  | 'DISK_FULL'
  | 'PORT_IN_USE'
  | 'DID_NOT_START';

/** Thrown by the embedded PostgreSQL. Nothing in the data directory was deleted. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? {} : { cause });
    this.code = code;
  }
}

/** ENOENT, EACCES … of a failed system call; '' for any other error. */
export const systemCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The EmbeddedPostgresError of a failed file operation below `directory`; any other error is returned unchanged. */
export function toEmbeddedPostgresError(error: unknown, directory: string): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFullError(directory, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new EmbeddedPostgresError(
      'DIRECTORY_NOT_WRITABLE',
      `Autolog may not write in ${directory}; give this user the right to, or choose another folder with --data.`,
      error,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedPostgresError('DIRECTORY_FOREIGN', `${directory} is a file where a folder was expected.`, error);
  }
  return error;
}

export const diskFullError = (directory: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'DISK_FULL',
    `The disk that holds ${directory} is full; make room and start again, nothing was lost.`,
    cause,
  );
