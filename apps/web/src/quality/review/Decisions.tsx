import type { BatchReply } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { useState } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { Button } from '../../ui/Button.js';
import { qualityPhrases } from '../language/phrases.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import { ReasonDialog } from './ReasonDialog.js';
import { useDisabledReason } from './use-disabled-reason.js';
import styles from './Review.module.css';

export type RecordedDecision =
  'recordedReview' | 'recordedCertify' | 'recordedReject' | 'recordedHold' | 'recordedResume';
type DecisionDialog = 'none' | 'review' | 'certify' | 'reject' | 'hold';
type Props = Readonly<{
  batch: BatchReply;
  me: MeReply;
  mayAct: boolean;
  onRecorded: (what: RecordedDecision) => void;
}>;

type DecisionAction = Readonly<{
  id: 'hold' | 'resume' | 'reject' | 'review' | 'certify';
  disabledReason: string | undefined;
  onPress: () => void;
}>;

/** Decisions on the whole batch. A button that cannot be used stays visible, with the reason below it. */
export function Decisions({ batch, me, mayAct, onRecorded }: Props) {
  const t = usePhrases(qualityPhrases);
  const [openDialog, setOpenDialog] = useState<DecisionDialog>('none');
  const resume = useCommand();
  const disabledReasonFor = useDisabledReason(me, mayAct);
  const path = `/api/batches/${batch.id}`;
  if (batch.status === 'certified' || batch.status === 'rejected') return null;
  const decision = batch.status === 'reviewed' ? 'certify' : 'review';
  const blocked = batch.blockers[decision].length > 0 ? t('seeBelow') : undefined;
  const sendResume = async () => {
    const outcome = await resume.send({ path: `${path}/resume`, body: {} });
    if (outcome.kind === 'recorded') onRecorded('recordedResume');
  };
  const holdOrResume: DecisionAction = batch.held
    ? { id: 'resume', disabledReason: disabledReasonFor(['exception.assess']), onPress: () => void sendResume() }
    : { id: 'hold', disabledReason: disabledReasonFor(['batch.hold']), onPress: () => setOpenDialog('hold') };
  const actions: readonly DecisionAction[] = [
    // Also after the last step: until a batch is certified, something can become known that puts it on hold.
    ...(batch.status === 'created' ? [] : [holdOrResume]),
    { id: 'reject', disabledReason: disabledReasonFor(['batch.certify']), onPress: () => setOpenDialog('reject') },
    {
      id: decision,
      disabledReason: disabledReasonFor([`batch.${decision}`]) ?? blocked,
      onPress: () => setOpenDialog(decision),
    },
  ];
  return (
    <div className={styles['decisions']}>
      <div className={styles['decisionRow']}>
        {actions.map(({ id, disabledReason: reason, onPress }) => (
          <Button
            key={id}
            tone={id === decision ? 'primary' : 'plain'}
            disabledReason={reason}
            disabledReasonShownElsewhere
            onPress={onPress}
          >
            {t(id)}
          </Button>
        ))}
      </div>
      <DisabledReasons actions={actions} />
      <CommandOutcomeBanner outcome={resume.outcome} />
      <DecisionDialog
        dialog={openDialog}
        batch={batch}
        path={path}
        onLeave={() => setOpenDialog('none')}
        onDone={(what) => {
          setOpenDialog('none');
          onRecorded(what);
        }}
      />
    </div>
  );
}

/** Every reason once: a reason for all buttons is shown without a name, the others name their button. */
function DisabledReasons({ actions }: Readonly<{ actions: readonly DecisionAction[] }>) {
  const t = usePhrases(qualityPhrases);
  const refused = actions.flatMap(({ id, disabledReason }) =>
    disabledReason === undefined ? [] : [{ id, cannot: disabledReason }],
  );
  if (refused.length === actions.length && new Set(refused.map((one) => one.cannot)).size === 1)
    return <p className={styles['why']}>{refused[0]?.cannot}</p>;
  return refused.map(({ id, cannot: disabledReason }) => (
    <p key={id} className={styles['why']}>
      {t('whyNot', { action: t(id).replace('…', ''), reason: disabledReason })}
    </p>
  ));
}

function DecisionDialog({
  dialog,
  batch,
  path,
  onLeave,
  onDone,
}: Readonly<{
  dialog: DecisionDialog;
  batch: BatchReply;
  path: string;
  onLeave: () => void;
  onDone: (what: RecordedDecision) => void;
}>) {
  const t = usePhrases(qualityPhrases);
  switch (dialog) {
    case 'none':
      return null;
    case 'review':
    case 'certify':
      return (
        <SigningDialog
          meaning={dialog === 'review' ? 'reviewed' : 'certified'}
          path={`${path}/${dialog}`}
          body={{}}
          onLeave={onLeave}
          onSigned={() => onDone(dialog === 'review' ? 'recordedReview' : 'recordedCertify')}
        />
      );
    case 'reject':
      return (
        <ReasonDialog
          title={t('rejectTitle', { number: batch.number })}
          explanation={t('rejectSays')}
          label={t('rejectReason')}
          path={`${path}/reject`}
          meaning="rejected"
          action={t('goToSigning')}
          onLeave={onLeave}
          onRecorded={() => onDone('recordedReject')}
        />
      );
    case 'hold':
      return (
        <ReasonDialog
          title={t('holdTitle', { number: batch.number })}
          explanation={t('holdSays')}
          label={t('holdReason')}
          path={`${path}/hold`}
          action={t('holdAction')}
          onLeave={onLeave}
          onRecorded={() => onDone('recordedHold')}
        />
      );
  }
}
