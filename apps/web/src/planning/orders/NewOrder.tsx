import { useState } from 'react';
import { useSay } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { Panel } from '../../ui/Panel.js';
import { Outcome } from './Outcome.js';
import { planningPhrases } from '../phrases.js';
import styles from './orders.module.css';

const COI = /^[A-Z0-9][A-Z0-9-]{5,23}$/;
const ORDER = /^[A-Z0-9][A-Z0-9-]{3,23}$/;
const LENGTH_MAX = 24;

/** A therapy is known by two codes and nothing about the patient. */
export function NewOrder() {
  const say = useSay(planningPhrases);
  const [coi, setCoi] = useState('');
  const [orderNumber, setOrderNumber] = useState('');
  const { outcome, send, forget } = useCommand();
  const order = async (): Promise<void> => {
    const sent = await send({ path: '/api/therapies', body: { coi, orderNumber } });
    if (sent.kind !== 'recorded') return;
    setCoi('');
    setOrderNumber('');
    forget();
  };
  const complete = COI.test(coi) && ORDER.test(orderNumber);
  const busy = outcome.kind === 'sending' ? say('sending') : undefined;
  return (
    <Panel title={say('newOrder')} aside={say('noPatientData')}>
      <div className={styles['order']}>
        <Field
          label={say('coi')}
          text={coi}
          onText={setCoi}
          kind="code"
          max={LENGTH_MAX}
          hint={say('coiHint')}
          {...(coi === '' || COI.test(coi) ? {} : { problem: say('badCode', { least: 6 }) })}
        />
        <Field
          label={say('orderNumber')}
          text={orderNumber}
          onText={setOrderNumber}
          kind="code"
          max={LENGTH_MAX}
          hint={say('orderHint')}
          {...(orderNumber === '' || ORDER.test(orderNumber) ? {} : { problem: say('badCode', { least: 4 }) })}
        />
        <Button tone="primary" cannot={busy ?? (complete ? undefined : say('fillBoth'))} onPress={() => void order()}>
          {complete ? say('create', { coi }) : say('createEmpty')}
        </Button>
      </div>
      <Outcome of={outcome} />
    </Panel>
  );
}
