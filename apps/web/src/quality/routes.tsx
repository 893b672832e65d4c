import type { BatchesReply } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import type { View } from '../live/use-view.js';
import { BatchesScreen } from './batches/BatchesScreen.js';
import { ExceptionsScreen } from './exceptions/ExceptionsScreen.js';
import { RecordScreen } from './record/RecordScreen.js';
import { ReviewScreen } from './review/ReviewScreen.js';

/**
 * One line per screen: `#/batches/<id>`, `#/batches/<id>/record`, `#/exceptions`; every other address shows the list.
 */
export function QualityScreen({
  address,
  me,
  batches,
}: Readonly<{ address: readonly string[]; me: MeReply; batches: View<BatchesReply> }>) {
  const [screen, id, page] = address;
  if (screen === 'exceptions') return <ExceptionsScreen view={batches} />;
  if (screen !== 'batches' || id === undefined) return <BatchesScreen view={batches} />;
  if (page === 'record') return <RecordScreen key={id} batch={id} segments={address.slice(3)} />;
  return <ReviewScreen key={id} batch={id} segments={address.slice(2)} me={me} />;
}
