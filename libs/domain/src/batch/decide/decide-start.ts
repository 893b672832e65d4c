import { DONE, refusal, type Decision, type Refusal } from '../../refusal.js';
import type { Recipe } from '../../recipe/recipe.js';
import { collectEvents } from './event-collector.js';
import type { BatchCommandOf } from '../command.js';
import { languageOf, type BatchFacts } from '../facts.js';
import type { RoomFact } from '../../room/room-fact.js';
import type { EquipmentFact } from '../../equipment/equipment-fact.js';
import type { BatchEvent } from '../event.js';
import { EQUIPMENT_STATUS_TEXT } from '../../equipment/equipment-status-text.js';
import { ROOM_STATUS_TEXT } from '../../room/room-status-text.js';
import { resolveConditions } from './resolve-conditions.js';
import { wrongStatus, refused, refusedWith } from './refusals.js';
import type { DecisionContext } from '../state/decision-context.js';
import type { Batch } from '../state/batch.js';

export function createBatch(
  state: Batch | undefined,
  command: BatchCommandOf<'CreateBatch'>,
  facts: BatchFacts,
): Decision<BatchEvent> {
  if (state) return refused('ALREADY_EXISTS', { what: state.number });
  const { therapy, recipe } = facts;
  const what = { en: 'order', nl: 'opdracht' }[languageOf(facts)];
  if (therapy?.therapy !== command.therapy) return refused('NOT_FOUND', { what });
  if (therapy.batch) return refused('ORDER_IN_USE', { order: therapy.orderNumber });
  if (!facts.recipeEffective) return refused('RECIPE_NOT_EFFECTIVE', { recipe: `${recipe.code} ${recipe.version}` });
  const created: BatchEvent = {
    type: 'BatchCreated',
    v: 1,
    number: command.number,
    therapy: therapy.therapy,
    coi: therapy.coi,
    orderNumber: therapy.orderNumber,
    recipe: command.recipe,
    recipeHash: facts.recipeHash,
    simulated: command.simulated,
  };
  return { append: [created], answer: DONE };
}

export function startBatch(context: DecisionContext, command: BatchCommandOf<'StartBatch'>): Decision<BatchEvent> {
  const { facts, language } = context;
  const status = wrongStatus(context, 'created');
  if (status) return refusedWith(status);
  const { room, device, recipe } = facts;
  if (room?.room !== command.room) {
    return refused('NOT_FOUND', { what: { en: 'room', nl: 'ruimte' }[language] });
  }
  if (!command.device) return refused('DEVICE_REQUIRED', { capability: recipe.device });
  if (device?.equipment !== command.device) {
    return refused('NOT_FOUND', { what: { en: 'device', nl: 'apparaat' }[language] });
  }
  const notFree = roomUnavailable(context, room) ?? deviceUnavailable(context, device, recipe);
  if (notFree) return recordedRefusal(notFree);
  const collector = collectEvents(context.state);
  collector.events.push(
    { type: 'BatchStarted', v: 1, recipeHash: facts.recipeHash, room: room.room, roomCode: room.code },
    { type: 'DeviceBound', v: 1, device: device.equipment, deviceCode: device.code },
  );
  resolveConditions(collector, context);
  return { append: collector.events, answer: DONE };
}

/** Two patients in one room or device is the mix-up that must never be: whoever tried is on record (PIV-MIX). */
const recordedRefusal = (answer: Refusal): Decision<BatchEvent> => ({
  append: [{ type: 'AttemptRefused', v: 1, code: answer.refused, facts: answer.facts }],
  answer,
});

function roomUnavailable({ facts, language }: DecisionContext, room: RoomFact): Refusal | undefined {
  if (room.status !== 'clean') {
    return refusal('ROOM_NOT_READY', { room: room.code, status: ROOM_STATUS_TEXT[room.status][language] });
  }
  return room.batch && room.batch !== facts.batch ? refusal('ROOM_OCCUPIED', { room: room.code }) : undefined;
}

function deviceUnavailable(
  { facts, language }: DecisionContext,
  device: EquipmentFact,
  recipe: Recipe,
): Refusal | undefined {
  if (device.capability !== recipe.device) return refusal('DEVICE_REQUIRED', { capability: recipe.device });
  if (device.status !== 'available') {
    return refusal('DEVICE_NOT_READY', { device: device.code, status: EQUIPMENT_STATUS_TEXT[device.status][language] });
  }
  return device.batch && device.batch !== facts.batch ? refusal('DEVICE_OCCUPIED', { device: device.code }) : undefined;
}
