import { useState } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { Panel } from '../../ui/Panel.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import { planningPhrases } from './phrases.js';
import styles from './orders.module.css';

const COI_CODE = /^[A-Z0-9][A-Z0-9-]{5,23}$/;
const ORDER_NUMBER = /^[A-Z0-9][A-Z0-9-]{3,23}$/;
const LENGTH_MAX = 24;

/** A therapy is known by two codes and nothing about the patient. */
export function NewOrder() {
  const t = usePhrases(planningPhrases);
  const [coi, setCoi] = useState('');
  const [orderNumber, setOrderNumber] = useState('');
  const { outcome, send, reset } = useCommand();
  const submit = async (): Promise<void> => {
    const result = await send({ path: '/api/therapies', body: { coi, orderNumber } });
    if (result.kind !== 'recorded') return;
    setCoi('');
    setOrderNumber('');
    reset();
  };
  const isComplete = COI_CODE.test(coi) && ORDER_NUMBER.test(orderNumber);
  const busy = outcome.kind === 'sending' ? t('sending') : undefined;
  return (
    <Panel title={t('newOrder')} aside={t('noPatientData')}>
      <div className={styles['order']}>
        <Field
          label={t('coi')}
          text={coi}
          onText={setCoi}
          kind="code"
          max={LENGTH_MAX}
          hint={t('coiHint')}
          {...(coi === '' || COI_CODE.test(coi) ? {} : { problem: t('badCode', { least: 6 }) })}
        />
        <Field
          label={t('orderNumber')}
          text={orderNumber}
          onText={setOrderNumber}
          kind="code"
          max={LENGTH_MAX}
          hint={t('orderHint')}
          {...(orderNumber === '' || ORDER_NUMBER.test(orderNumber) ? {} : { problem: t('badCode', { least: 4 }) })}
        />
        <Button
          tone="primary"
          disabledReason={busy ?? (isComplete ? undefined : t('fillBoth'))}
          onPress={() => void submit()}
        >
          {isComplete ? t('create', { coi }) : t('createEmpty')}
        </Button>
      </div>
      <CommandOutcomeBanner outcome={outcome} />
    </Panel>
  );
}
