import { useState } from 'react';
import type { BatchLine } from '@autolog/contract/batch';
import type { EquipmentLine, RoomLine } from '@autolog/contract/register';
import { useSay } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { useCommand } from '../../outbox/use-command.js';
import { goTo } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Choice } from '../../ui/Choice.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../phrases.js';
import { OutcomeNote } from '../step/OutcomeNote.js';
import { useEquipmentView, useRoomsView } from './batches.view.js';
import styles from './StartSheet.module.css';

/** Room and device for a batch. What is taken stays in sight with its reason; the server decides who was first. */
export function StartSheet({ line, onLeave }: Readonly<{ line: BatchLine; onLeave: () => void }>) {
  const say = useSay(terminalPhrases);
  const [room, setRoom] = useState<RoomLine>();
  const [device, setDevice] = useState<EquipmentLine>();
  const { outcome, send } = useCommand();
  const start = async (): Promise<void> => {
    const sent = await send({
      path: `/api/batches/${line.id}/start`,
      body: { room: room?.id, device: device?.id },
      held: true,
    });
    if (sent.kind === 'recorded') goTo('batch', line.id);
  };
  const missing = room === undefined ? say('chooseRoom') : device === undefined ? say('chooseDevice') : undefined;
  const cannot = outcome.kind === 'sending' ? say('sendingAny') : missing;
  return (
    <Dialog
      title={say('startBatch', { number: line.number })}
      onLeave={onLeave}
      wide
      actions={
        <>
          <Button tone="primary" size="key" cannot={cannot} onPress={() => void start()}>
            {room === undefined || device === undefined
              ? say('start')
              : say('confirmStart', { room: room.code, device: device.code })}
          </Button>
          <Button tone="quiet" onPress={onLeave}>
            {say('back')}
          </Button>
        </>
      }
    >
      <p className={styles['coi']}>
        {line.coi} · {say('order', { order: line.orderNumber })}
      </p>
      <Places room={room?.id} device={device?.id} onRoom={setRoom} onDevice={setDevice} />
      <OutcomeNote outcome={outcome} />
    </Dialog>
  );
}

type PlacesProps = Readonly<{
  room: string | undefined;
  device: string | undefined;
  onRoom: (room: RoomLine | undefined) => void;
  onDevice: (device: EquipmentLine | undefined) => void;
}>;

function Places({ room, device, onRoom, onDevice }: PlacesProps) {
  const say = useSay(terminalPhrases);
  const rooms = useRoomsView();
  const equipment = useEquipmentView();
  return (
    <div className={styles['two']}>
      <Show of={rooms}>
        {(data) => (
          <Choice
            label={say('room')}
            options={data.rooms.map((each) => roomOption(each, say))}
            chosen={room}
            onChoose={(id) => onRoom(data.rooms.find((each) => each.id === id))}
          />
        )}
      </Show>
      <Show of={equipment}>
        {(data) => (
          <Choice
            label={say('device')}
            options={data.equipment.map((each) => deviceOption(each, say))}
            chosen={device}
            onChoose={(id) => onDevice(data.equipment.find((each) => each.id === id))}
          />
        )}
      </Show>
    </div>
  );
}

type Speak = (key: 'occupied' | 'outOfService' | 'connected' | 'notConnected') => string;

const roomOption = ({ id, code, status, batch }: RoomLine, say: Speak) => {
  const cannot = batch !== undefined ? say('occupied') : status === 'clean' ? undefined : say('outOfService');
  return { id, label: code, ...(cannot === undefined ? {} : { cannot }) };
};

const deviceOption = ({ id, code, status, batch, connected }: EquipmentLine, say: Speak) => {
  const cannot = batch !== undefined ? say('occupied') : status === 'available' ? undefined : say('outOfService');
  return {
    id,
    label: code,
    note: say(connected ? 'connected' : 'notConnected'),
    ...(cannot === undefined ? {} : { cannot }),
  };
};
