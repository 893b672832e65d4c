import type { BatchReply } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { useState } from 'react';
import { useSay } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { Button } from '../../ui/Button.js';
import { phrases } from '../phrases.js';
import { CommandShown } from './CommandShown.js';
import { ReasonDialog } from './ReasonDialog.js';
import { useCannot } from './use-cannot.js';
import styles from './Review.module.css';

export type Recorded = 'recordedReview' | 'recordedCertify' | 'recordedReject' | 'recordedHold' | 'recordedResume';
type Opened = 'none' | 'review' | 'certify' | 'reject' | 'hold';
type Props = Readonly<{ batch: BatchReply; me: MeReply; mayAct: boolean; onRecorded: (what: Recorded) => void }>;

type Action = Readonly<{
  id: 'hold' | 'resume' | 'reject' | 'review' | 'certify';
  cannot: string | undefined;
  onPress: () => void;
}>;

/** What can be decided about the whole batch. A button that cannot be used stays, and the reason stands below. */
export function Decisions({ batch, me, mayAct, onRecorded }: Props) {
  const say = useSay(phrases);
  const [opened, setOpened] = useState<Opened>('none');
  const resume = useCommand();
  const cannot = useCannot(me, mayAct);
  const path = `/api/batches/${batch.id}`;
  if (batch.status === 'certified' || batch.status === 'rejected') return null;
  const stage = batch.status === 'reviewed' ? 'certify' : 'review';
  const blocked = batch.blockers[stage].length > 0 ? say('seeBelow') : undefined;
  const sendResume = async () => {
    const outcome = await resume.send({ path: `${path}/resume`, body: {} });
    if (outcome.kind === 'recorded') onRecorded('recordedResume');
  };
  const pause: Action = batch.held
    ? { id: 'resume', cannot: cannot(['exception.assess']), onPress: () => void sendResume() }
    : { id: 'hold', cannot: cannot(['batch.hold']), onPress: () => setOpened('hold') };
  const actions: readonly Action[] = [
    // After the run as well: news of a product comes until it is certified, and a hold outlives the last step.
    ...(batch.status === 'created' ? [] : [pause]),
    { id: 'reject', cannot: cannot(['batch.certify']), onPress: () => setOpened('reject') },
    { id: stage, cannot: cannot([`batch.${stage}`]) ?? blocked, onPress: () => setOpened(stage) },
  ];
  return (
    <div className={styles['decisions']}>
      <div className={styles['decisionRow']}>
        {actions.map(({ id, cannot: reason, onPress }) => (
          <Button
            key={id}
            tone={id === stage ? 'primary' : 'plain'}
            cannot={reason}
            cannotShownElsewhere
            onPress={onPress}
          >
            {say(id)}
          </Button>
        ))}
      </div>
      <WhyNot actions={actions} />
      <CommandShown outcome={resume.outcome} />
      <Opened
        opened={opened}
        batch={batch}
        path={path}
        onLeave={() => setOpened('none')}
        onDone={(what) => {
          setOpened('none');
          onRecorded(what);
        }}
      />
    </div>
  );
}

/** Every reason once: one that holds for all buttons stands alone, the others name their button. */
function WhyNot({ actions }: Readonly<{ actions: readonly Action[] }>) {
  const say = useSay(phrases);
  const refused = actions.flatMap(({ id, cannot }) => (cannot === undefined ? [] : [{ id, cannot }]));
  if (refused.length === actions.length && new Set(refused.map((one) => one.cannot)).size === 1)
    return <p className={styles['why']}>{refused[0]?.cannot}</p>;
  return refused.map(({ id, cannot }) => (
    <p key={id} className={styles['why']}>
      {say('whyNot', { action: say(id).replace('…', ''), reason: cannot })}
    </p>
  ));
}

function Opened({
  opened,
  batch,
  path,
  onLeave,
  onDone,
}: Readonly<{
  opened: Opened;
  batch: BatchReply;
  path: string;
  onLeave: () => void;
  onDone: (what: Recorded) => void;
}>) {
  const say = useSay(phrases);
  switch (opened) {
    case 'none':
      return null;
    case 'review':
    case 'certify':
      return (
        <SigningDialog
          meaning={opened === 'review' ? 'reviewed' : 'certified'}
          path={`${path}/${opened}`}
          body={{}}
          onLeave={onLeave}
          onSigned={() => onDone(opened === 'review' ? 'recordedReview' : 'recordedCertify')}
        />
      );
    case 'reject':
      return (
        <ReasonDialog
          title={say('rejectTitle', { number: batch.number })}
          says={say('rejectSays')}
          label={say('rejectReason')}
          path={`${path}/reject`}
          signs="rejected"
          action={say('goToSigning')}
          onLeave={onLeave}
          onRecorded={() => onDone('recordedReject')}
        />
      );
    case 'hold':
      return (
        <ReasonDialog
          title={say('holdTitle', { number: batch.number })}
          says={say('holdSays')}
          label={say('holdReason')}
          path={`${path}/hold`}
          action={say('holdAction')}
          onLeave={onLeave}
          onRecorded={() => onDone('recordedHold')}
        />
      );
  }
}
