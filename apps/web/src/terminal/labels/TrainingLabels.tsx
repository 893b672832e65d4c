import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { LotsReply } from '@autolog/contract/register';
import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';
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
import styles from '../more/more.module.css';
import { wantedBy, wantedFirst, type Label } from './label.js';

/** Somebody else's code, so that the refusal of a wrong patient can be practised too. */
const OTHER_PATIENT = 'ZZ-0000-00';

/** For demo and training: what a scanner would read from each label that lies around this batch, those of the step first. */
export function TrainingLabels({
  batch,
  now,
  onLeave,
}: Readonly<{ batch: BatchReply; now: StepLine | undefined; onLeave: () => void }>) {
  const say = useSay(terminalPhrases);
  const lots = useView<LotsReply>({ stream: 'lot', path: '/api/lots' });
  const around = useLabelsAround(batch);
  const ofLot = useLabelOfLot();
  const asksLot = now?.step.kind === 'scan' && now.step.scans === 'lot';
  const keys = (labels: readonly Label[]) => (
    <div className={styles['menu']}>
      {wantedFirst(labels, batch, now?.step).map(({ code, words, note }) => (
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
      ))}
    </div>
  );
  return (
    <Dialog
      title={say('trainingLabels')}
      onLeave={onLeave}
      wide
      actions={<Button onPress={onLeave}>{say('close')}</Button>}
    >
      <p>{say('labelsExplain')}</p>
      {asksLot ? null : keys(around)}
      <Show of={lots}>{(data) => keys(data.lots.map(ofLot))}</Show>
      {asksLot ? keys(around) : null}
    </Dialog>
  );
}

function useLabelsAround(batch: BatchReply): readonly Label[] {
  const { coi, number, room, device, steps } = batch;
  const say = useSay(terminalPhrases);
  const text = useText();
  const shared = [
    { code: labelText.patient(coi), words: say('labelPatient', { code: coi }) },
    { code: labelText.patient(OTHER_PATIENT), words: say('labelOtherPatient', { code: OTHER_PATIENT }) },
    ...(room === undefined ? [] : [{ code: labelText.place(room), words: say('labelRoom', { code: room }) }]),
    ...(device === undefined
      ? []
      : [{ code: labelText.equipment(device), words: say('labelDevice', { code: device }) }]),
  ];
  // Apart from lots, a label that only one step needs is of its sample.
  const samples = steps.flatMap(({ step }) => {
    const code = wantedBy(step, batch);
    if (code === undefined || code.endsWith('/') || shared.some((label) => label.code === code)) return [];
    return [{ code, words: say('labelSample', { number: sampleNumber(number, step.id) }), note: text(step.title) }];
  });
  return [...shared, ...samples];
}

function useLabelOfLot(): (lot: LotsReply['lots'][number]) => Label {
  const say = useSay(terminalPhrases);
  const now = useSiteSeconds();
  const isExpired = (at: string): boolean => now !== undefined && millisOf(at as Instant) / 1000 <= now;
  return ({ material, lotNumber, status, expiresAt }) => ({
    code: labelText.lot(material, lotNumber),
    words: say('labelLot', { material, lot: lotNumber }),
    note: say(isExpired(expiresAt) ? 'expired' : status),
  });
}
