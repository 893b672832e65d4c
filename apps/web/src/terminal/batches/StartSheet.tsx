import { useState } from 'react';
import type { BatchLine } from '@autolog/contract/batch';
import type { EquipmentLine } from '@autolog/contract/equipment';
import type { RoomLine } from '@autolog/contract/room';
import { usePhrases } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { useCommand } from '../../outbox/use-command.js';
import { goTo } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Choice, type ChoiceOption } from '../../ui/Choice.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../language/phrases.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import { useEquipmentView, useRoomsView } from './batches.view.js';
import styles from './StartSheet.module.css';

/** Room and device for a batch. Occupied ones are shown with the reason; the server decides who was first. */
export function StartSheet({ line, onLeave }: Readonly<{ line: BatchLine; onLeave: () => void }>) {
  const t = usePhrases(terminalPhrases);
  const [room, setRoom] = useState<RoomLine>();
  const [device, setDevice] = useState<EquipmentLine>();
  const { outcome, send } = useCommand();
  const start = async (): Promise<void> => {
    const result = await send({
      path: `/api/batches/${line.id}/start`,
      body: { room: room?.id, device: device?.id },
      persisted: true,
    });
    if (result.kind === 'recorded') goTo('batch', line.id);
  };
  const missing = room === undefined ? t('chooseRoom') : device === undefined ? t('chooseDevice') : undefined;
  const disabledReason = outcome.kind === 'sending' ? t('sendingAny') : missing;
  return (
    <Dialog
      title={t('startBatch', { number: line.number })}
      onLeave={onLeave}
      wide
      actions={
        <>
          <Button tone="primary" size="key" disabledReason={disabledReason} onPress={() => void start()}>
            {room === undefined || device === undefined
              ? t('start')
              : t('confirmStart', { room: room.code, device: device.code })}
          </Button>
          <Button tone="quiet" onPress={onLeave}>
            {t('back')}
          </Button>
        </>
      }
    >
      <p className={styles['coi']}>
        {line.coi} · {t('order', { order: line.orderNumber })}
      </p>
      <RoomAndDeviceChoice room={room?.id} device={device?.id} onRoom={setRoom} onDevice={setDevice} />
      <CommandOutcomeBanner outcome={outcome} />
    </Dialog>
  );
}

type RoomAndDeviceProps = Readonly<{
  room: string | undefined;
  device: string | undefined;
  onRoom: (room: RoomLine | undefined) => void;
  onDevice: (device: EquipmentLine | undefined) => void;
}>;

function RoomAndDeviceChoice({ room, device, onRoom, onDevice }: RoomAndDeviceProps) {
  const t = usePhrases(terminalPhrases);
  const rooms = useRoomsView();
  const equipment = useEquipmentView();
  return (
    <div className={styles['two']}>
      <ViewContent view={rooms}>
        {(data) => (
          <Choice
            label={t('room')}
            options={data.rooms.map((each) => roomOption(each, t))}
            chosen={room}
            onChoose={(id) => onRoom(data.rooms.find((each) => each.id === id))}
          />
        )}
      </ViewContent>
      <ViewContent view={equipment}>
        {(data) => (
          <Choice
            label={t('device')}
            options={data.equipment.map((each) => deviceOption(each, t))}
            chosen={device}
            onChoose={(id) => onDevice(data.equipment.find((each) => each.id === id))}
          />
        )}
      </ViewContent>
    </div>
  );
}

type TranslateAvailability = (key: 'occupied' | 'outOfService' | 'connected' | 'notConnected') => string;

const roomOption = ({ id, code, status, batch }: RoomLine, t: TranslateAvailability): ChoiceOption => {
  const disabledReason = batch !== undefined ? t('occupied') : status === 'clean' ? undefined : t('outOfService');
  return { id, label: code, ...(disabledReason === undefined ? {} : { disabledReason }) };
};

const deviceOption = (
  { id, code, status, batch, connected }: EquipmentLine,
  t: TranslateAvailability,
): ChoiceOption => {
  const disabledReason = batch !== undefined ? t('occupied') : status === 'available' ? undefined : t('outOfService');
  return {
    id,
    label: code,
    note: t(connected ? 'connected' : 'notConnected'),
    ...(disabledReason === undefined ? {} : { disabledReason }),
  };
};
