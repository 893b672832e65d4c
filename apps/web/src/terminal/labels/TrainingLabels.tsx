import type { BatchReply } from '@autolog/contract/batch';
import type { LotsReply } from '@autolog/contract/register';
import { sampleNumber } from '@autolog/domain/batch/read-sample';
import type { Instant } from '@autolog/domain/brand';
import { millisOf } from '@autolog/domain/time';
import { useSay, useText } from '../../language/phrases.js';
import { useSiteSeconds } from '../../live/clock.js';
import { Show } from '../../live/Show.js';
import { useView } from '../../live/use-view.js';
import { scanned } from '../../scan/Scanner.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../phrases.js';
import { labelOfSample } from '../step/cards/sample-label.js';
import styles from '../more/more.module.css';

/** Somebody else's code, so that the refusal of a wrong patient can be practised too. */
const OTHER_PATIENT = 'ZZ-0000-00';

/** For demo and training: what a scanner would read from each label that lies around this batch. */
export function TrainingLabels({ batch, onLeave }: Readonly<{ batch: BatchReply; onLeave: () => void }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const now = useSiteSeconds();
  const isExpired = (at: string): boolean => now !== undefined && millisOf(at as Instant) / 1000 <= now;
  const lots = useView<LotsReply>({ stream: 'lot', path: '/api/lots' });
  const label = (code: string, words: string, note?: string) => (
    <Button
      key={code}
      wide
      onPress={() => {
        onLeave();
        scanned(code);
      }}
    >
      {words}
      {note === undefined ? null : <span className={styles['outcome']}>{note}</span>}
    </Button>
  );
  return (
    <Dialog
      title={say('trainingLabels')}
      onLeave={onLeave}
      wide
      actions={<Button onPress={onLeave}>{say('close')}</Button>}
    >
      <p>{say('labelsExplain')}</p>
      <div className={styles['menu']}>
        {label(`COI/${batch.coi}`, say('labelPatient', { code: batch.coi }))}
        {label(`COI/${OTHER_PATIENT}`, say('labelOtherPatient', { code: OTHER_PATIENT }))}
        {batch.room === undefined ? null : label(`LOC/${batch.room}`, say('labelRoom', { code: batch.room }))}
        {batch.device === undefined ? null : label(`EQP/${batch.device}`, say('labelDevice', { code: batch.device }))}
        {batch.steps.flatMap(({ step }) =>
          step.kind !== 'sample'
            ? []
            : [
                label(
                  labelOfSample(batch.number, step.id),
                  say('labelSample', { number: sampleNumber(batch.number, step.id) }),
                  text(step.title),
                ),
              ],
        )}
      </div>
      <Show of={lots}>
        {(data) => (
          <div className={styles['menu']}>
            {data.lots.map(({ material, lotNumber, status, expiresAt }) =>
              label(
                `LOT/${material}/${lotNumber}`,
                say('labelLot', { material, lot: lotNumber }),
                say(isExpired(expiresAt) ? 'expired' : status),
              ),
            )}
          </div>
        )}
      </Show>
    </Dialog>
  );
}
