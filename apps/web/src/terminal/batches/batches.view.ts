import type { BatchLine } from '@autolog/contract/batch';
import type { EquipmentReply } from '@autolog/contract/equipment';
import type { RoomsReply } from '@autolog/contract/room';
import { useView } from '../../live/use-view.js';

export const useRoomsView = () => useView<RoomsReply>({ stream: 'room', path: '/api/rooms' });
export const useEquipmentView = () => useView<EquipmentReply>({ stream: 'equipment', path: '/api/equipment' });

export type BatchGroups = Readonly<Record<'running' | 'toStart' | 'ended', readonly BatchLine[]>>;

/** Running batches, those to be started, and those that are finished for a technician. */
export const groupBatches = (batches: readonly BatchLine[]): BatchGroups => ({
  running: batches.filter(({ status }) => status === 'in_process'),
  toStart: batches.filter(({ status }) => status === 'created'),
  ended: batches.filter(({ status }) => status !== 'in_process' && status !== 'created'),
});
