import type { Instant } from '../../brand.js';
import type { Language } from '../../text.js';
import type { BatchFacts } from '../facts.js';
import type { Batch } from './batch.js';

/** Everything a rule depends on: the state of the batch, the facts beside it, and the site time of the decision. */
export type DecisionContext = Readonly<{ state: Batch; facts: BatchFacts; now: Instant; language: Language }>;
