import { Inject, Injectable } from '@nestjs/common';
import type { PersonBy } from '@autolog/domain/by';
import type { BatchId } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { BatchStore } from '@autolog/store/batch';
import { streamOf } from '@autolog/domain/stream/stream';
import { PersonNames } from '@autolog/store/person-names';
import { Installation } from '../record/installation.js';
import type { BatchCommandRequest } from './batch-command-request.js';

const CHANGE_TEXT = {
  StepStarted: { en: 'started this step', nl: 'is met deze stap begonnen' },
  StepPerformed: { en: 'did this step', nl: 'heeft deze stap gedaan' },
  StepWitnessed: { en: 'witnessed this step', nl: 'heeft bij deze stap meegekeken' },
  StepCorrected: { en: 'corrected this step', nl: 'heeft deze stap verbeterd' },
} as const;

/** Finds commands that were given on a view of a step that somebody else has changed since. */
@Injectable()
export class StaleView {
  constructor(
    @Inject(BatchStore) private readonly batches: BatchStore,
    @Inject(PersonNames) private readonly names: PersonNames,
    @Inject(Installation) private readonly installation: Installation,
  ) {}

  /** Says who changed the step, what and when (F15, T28); undefined where the view is current. `seq`: of the batch. */
  async refusalOf(
    batch: BatchId,
    seq: number,
    { view }: BatchCommandRequest,
    by: PersonBy,
  ): Promise<Refusal | undefined> {
    if (!view || view.asOf >= seq) return undefined;
    const { step, asOf: after } = view;
    const own = streamOf('person', by.person);
    const change = await this.batches.newestStepChange(batch, { step, after, notBy: own });
    if (!change) return undefined;
    await this.names.load([change.actor]);
    const { zone } = this.installation.site;
    const at = new Intl.DateTimeFormat(by.language, { timeStyle: 'medium', timeZone: zone }).format(change.at);
    const what = `${this.names.nameOf(change.actor) ?? '–'} ${CHANGE_TEXT[change.type][by.language]} (${at})`;
    return refusal('STALE_VIEW', { what });
  }
}
