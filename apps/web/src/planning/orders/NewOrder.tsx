import {
  COI_LENGTH_MIN,
  COI_PATTERN,
  ORDER_NUMBER_LENGTH_MIN,
  ORDER_NUMBER_PATTERN,
  THERAPY_CODE_LENGTH_MAX,
} from '@autolog/domain/therapy/code';
import { useState } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { Panel } from '../../ui/Panel.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import { planningPhrases } from './phrases.js';
import styles from './orders.module.css';

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
  const isComplete = COI_PATTERN.test(coi) && ORDER_NUMBER_PATTERN.test(orderNumber);
  const busy = outcome.kind === 'sending' ? t('sending') : undefined;
  return (
    <Panel title={t('newOrder')} aside={t('noPatientData')}>
      <div className={styles['order']}>
        <Field
          label={t('coi')}
          text={coi}
          onText={setCoi}
          kind="code"
          max={THERAPY_CODE_LENGTH_MAX}
          hint={t('coiHint')}
          {...(coi === '' || COI_PATTERN.test(coi) ? {} : { problem: t('badCode', { least: COI_LENGTH_MIN }) })}
        />
        <Field
          label={t('orderNumber')}
          text={orderNumber}
          onText={setOrderNumber}
          kind="code"
          max={THERAPY_CODE_LENGTH_MAX}
          hint={t('orderHint')}
          {...(orderNumber === '' || ORDER_NUMBER_PATTERN.test(orderNumber)
            ? {}
            : { problem: t('badCode', { least: ORDER_NUMBER_LENGTH_MIN }) })}
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
