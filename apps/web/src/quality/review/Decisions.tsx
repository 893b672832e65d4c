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

/** What can be decided about the whole batch. A button that cannot be used stays and says why. */
export function Decisions({ batch, me, mayAct, onRecorded }: Props) {
  const say = useSay(phrases);
  const [opened, setOpened] = useState<Opened>('none');
  const resume = useCommand();
  const cannot = useCannot(me, mayAct);
  const path = `/api/batches/${batch.id}`;
  const done = (what: Recorded) => {
    setOpened('none');
    onRecorded(what);
  };
  const stage = batch.status === 'reviewed' ? 'certify' : 'review';
  const main = cannot([`batch.${stage}`]) ?? (batch.blockers[stage].length > 0 ? say('seeBelow') : undefined);
  if (batch.status === 'certified' || batch.status === 'rejected') return null;
  return (
    <div className={styles['decisions']}>
      <div className={styles['decisionRow']}>
        {batch.status !== 'in_process' ? null : batch.held ? (
          <Button
            cannot={cannot(['batch.hold'])}
            onPress={() =>
              void resume.send({ path: `${path}/resume`, body: {} }).then((outcome) => {
                if (outcome.kind === 'recorded') onRecorded('recordedResume');
              })
            }
          >
            {say('resume')}
          </Button>
        ) : (
          <Button cannot={cannot(['batch.hold'])} cannotShownElsewhere onPress={() => setOpened('hold')}>
            {say('hold')}
          </Button>
        )}
        <Button
          cannot={cannot(['batch.review', 'batch.certify'])}
          cannotShownElsewhere
          onPress={() => setOpened('reject')}
        >
          {say('reject')}
        </Button>
        <Button tone="primary" cannot={main} cannotShownElsewhere onPress={() => setOpened(stage)}>
          {say(stage)}
        </Button>
      </div>
      {main === undefined ? null : <p className={styles['why']}>{main}</p>}
      <CommandShown outcome={resume.outcome} />
      <Opened opened={opened} batch={batch} path={path} onLeave={() => setOpened('none')} onDone={done} />
    </div>
  );
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
