import { CommandError, EXIT } from './command-error.js';

/** Words of the command line that no command takes; the sentence is followed by how Autolog is used. */
export class UsageError extends CommandError {
  constructor(sentence: string) {
    super(EXIT.usage, sentence);
  }
}
