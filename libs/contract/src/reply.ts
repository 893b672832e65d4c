import { ReplyText, ReplyCount } from './reply-field.js';

/** Every command answers with the position its events have in the log of its stream; the screen waits for it. */
export class CommandReply {
  @ReplyText() readonly stream: string;
  @ReplyCount() readonly position: number;
}

/** Every view says the last event it has seen: `asOf` is the stream's sequence number. */
export class ViewPosition {
  @ReplyText() readonly stream: string;
  @ReplyCount() readonly asOf: number;
}
