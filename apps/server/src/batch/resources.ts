import type { BatchCommand } from '@autolog/domain/batch/command';
import type { BatchEvent } from '@autolog/domain/batch/event';
import type { CommandToSign } from '@autolog/domain/batch/signing/content-to-sign';
import type { Batch } from '@autolog/domain/batch/state/batch';
import type { BatchId } from '@autolog/domain/brand';
import { streamOf } from '@autolog/domain/stream/stream';
import type { StreamAppend } from '@autolog/store/log';

/** Streams of the room and the device that a command takes or gives back, to be locked before anything is decided. */
export function resourceStreams(state: Batch, command: BatchCommand | CommandToSign): readonly string[] {
  if (command.type === 'StartBatch') {
    return [streamOf('room', command.room), ...(command.device ? [streamOf('equipment', command.device)] : [])];
  }
  // A finished batch gave its room and device back already.
  const isReleasing =
    command.type === 'FinishBatch' || (command.type === 'RejectBatch' && state.status === 'in_process');
  if (!isReleasing) return [];
  return [
    ...(state.room ? [streamOf('room', state.room.id)] : []),
    ...(state.device ? [streamOf('equipment', state.device.id)] : []),
  ];
}

/** What the batch's events mean for the room and the device: appended to their own streams in the same transaction. */
export function resourceAppends(
  batch: BatchId,
  events: readonly BatchEvent[],
  heads: ReadonlyMap<string, number>,
): readonly StreamAppend[] {
  const appends: StreamAppend[] = [];
  const add = (stream: string, event: StreamAppend['events'][number]): void => {
    const after = heads.get(stream);
    if (after === undefined) throw new Error(`${stream} was not locked before it was decided on`);
    appends.push({ stream, after, events: [event] });
  };
  for (const event of events) {
    if (event.type === 'BatchStarted') add(streamOf('room', event.room), { type: 'RoomOccupied', v: 1, batch });
    if (event.type === 'DeviceBound')
      add(streamOf('equipment', event.device), { type: 'EquipmentOccupied', v: 1, batch });
    if (event.type === 'DeviceReleased') {
      add(streamOf('equipment', event.device), { type: 'EquipmentVacated', v: 1, batch });
    }
  }
  const ended = events.some((event) => event.type === 'BatchFinished' || event.type === 'BatchRejected');
  const room = [...heads.keys()].find((stream) => stream.startsWith('room/'));
  if (ended && room) add(room, { type: 'RoomVacated', v: 1, batch });
  return appends;
}
