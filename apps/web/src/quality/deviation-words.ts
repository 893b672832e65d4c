import type { ExceptionLine } from '@autolog/contract/batch';
import { GAP_REASONS, type GapReason } from '@autolog/domain/device/gap-reason';

/** Why a lot that was scanned could not be used. */
export const LOT_FAULTS = ['WRONG_LOT', 'LOT_NOT_RELEASED', 'LOT_EXPIRED', 'LOT_IN_USE_EXPIRED'] as const;

export const isOne = <Word extends string>(words: readonly Word[], word: string): word is Word =>
  (words as readonly string[]).includes(word);
export const isGap = (reason: string): reason is GapReason => isOne(GAP_REASONS, reason);

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Instants inside a sentence as the site's people read them; all else as it came. */
export const instantsShown = (text: string, shown: (at: string) => string): string => text.replace(INSTANT, shown);

/** The detail of an exception, unless it only says the title of its step again, in the language of who recorded it. */
export const detailBeside = ({ deviation: { detail }, step }: ExceptionLine): string | undefined =>
  detail === undefined || (step !== undefined && Object.values(step.title).includes(detail)) ? undefined : detail;
