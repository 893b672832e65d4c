import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { LotsReply } from '@autolog/contract/lot';
import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';
import type { Instant } from '@autolog/domain/brand';
import { millisOf } from '@autolog/domain/time';
import { usePhrases, useText } from '../language/phrases.js';
import { useSiteSeconds } from '../time/site-clock.js';
import { ViewContent } from '../live/ViewContent.js';
import { useView } from '../live/use-view.js';
import { simulateScan } from '../scan/use-scan.js';
import { Button } from '../ui/Button.js';
import { Dialog } from '../ui/Dialog.js';
import { trainingLabelPhrases } from './phrases.js';
import styles from './TrainingLabels.module.css';
import { requestedLabel, requestedLabelsFirst, type TrainingLabel } from './training-label.js';

/** Somebody else's code, so that a trainee also meets the refusal of a wrong patient. */
const OTHER_PATIENT = 'ZZ-0000-00';

/** For demo and training: sends what a scanner would read from the labels of this batch; those of the step come first. */
export function TrainingLabels({
  batch,
  now,
  onLeave,
}: Readonly<{ batch: BatchReply; now: StepLine | undefined; onLeave: () => void }>) {
  const t = usePhrases(trainingLabelPhrases);
  const lots = useView<LotsReply>({ stream: 'lot', path: '/api/lots' });
  const batchLabels = useBatchLabels(batch);
  const lotLabel = useLotLabel();
  const needsLot = now?.step.kind === 'scan' && now.step.scans === 'lot';
  const buttonsFor = (labels: readonly TrainingLabel[]) => (
    <div className={styles['labels']}>
      {requestedLabelsFirst(labels, batch, now?.step).map(({ code, text, note }) => (
        <Button
          key={code}
          wide
          onPress={() => {
            onLeave();
            simulateScan(code);
          }}
        >
          {text}
          {note === undefined ? null : <span className={styles['note']}>{note}</span>}
        </Button>
      ))}
    </div>
  );
  return (
    <Dialog title={t('title')} onLeave={onLeave} wide actions={<Button onPress={onLeave}>{t('close')}</Button>}>
      <p>{t('explain')}</p>
      {needsLot ? null : buttonsFor(batchLabels)}
      <ViewContent view={lots}>{(data) => buttonsFor(data.lots.map(lotLabel))}</ViewContent>
      {needsLot ? buttonsFor(batchLabels) : null}
    </Dialog>
  );
}

function useBatchLabels(batch: BatchReply): readonly TrainingLabel[] {
  const { coi, number, room, device, steps } = batch;
  const t = usePhrases(trainingLabelPhrases);
  const text = useText();
  const shared = [
    { code: labelText.patient(coi), text: t('patientLabel', { code: coi }) },
    { code: labelText.patient(OTHER_PATIENT), text: t('otherPatientLabel', { code: OTHER_PATIENT }) },
    ...(room === undefined ? [] : [{ code: labelText.place(room), text: t('roomLabel', { code: room }) }]),
    ...(device === undefined ? [] : [{ code: labelText.equipment(device), text: t('deviceLabel', { code: device }) }]),
  ];
  // Apart from lots, a label that only one step needs is that of its sample.
  const samples = steps.flatMap(({ step }) => {
    const code = requestedLabel(step, batch);
    if (code === undefined || code.endsWith('/') || shared.some((label) => label.code === code)) return [];
    return [{ code, text: t('sampleLabel', { number: sampleNumber(number, step.id) }), note: text(step.title) }];
  });
  return [...shared, ...samples];
}

function useLotLabel(): (lot: LotsReply['lots'][number]) => TrainingLabel {
  const t = usePhrases(trainingLabelPhrases);
  const now = useSiteSeconds();
  const isExpired = (at: string): boolean => now !== undefined && millisOf(at as Instant) / 1000 <= now;
  return ({ material, lotNumber, status, expiresAt }) => ({
    code: labelText.lot(material, lotNumber),
    text: t('lotLabel', { material, lot: lotNumber }),
    note: t(isExpired(expiresAt) ? 'expired' : status),
  });
}
