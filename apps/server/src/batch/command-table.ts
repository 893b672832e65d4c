import {
  AssessBody,
  CorrectStepBody,
  PerformStepBody,
  ReasonBody,
  RejectBody,
  SignBody,
  StartBatchBody,
  StartStepBody,
  WitnessStepBody,
} from '@autolog/contract/batch';
import type { EquipmentId, RoomId } from '@autolog/domain/brand';
import { command, commandWithoutFields, type CommandEntry } from '../command/command-entry.js';
import { stepAnswerOf, type BatchCommandRequest } from './batch-command-request.js';

type BatchEntry = CommandEntry<BatchCommandRequest>;

/** Everything a person may do to a batch that exists. Creating one is a route of its own: it has no address yet. */
export const BATCH_COMMANDS: readonly BatchEntry[] = [
  command('startBatch', {
    path: '/api/batches/:batch/start',
    permission: 'batch.start',
    body: StartBatchBody,
    toRequest: ({ room, device }) => ({
      command: {
        type: 'StartBatch',
        room: room as RoomId,
        ...(device !== undefined && { device: device as EquipmentId }),
      },
    }),
  }),
  command('startStep', {
    path: '/api/batches/:batch/steps/:step/start',
    permission: 'batch.perform',
    body: StartStepBody,
    toRequest: ({ asOf }, { step }) => ({ command: { type: 'StartStep', step }, view: { step, asOf } }),
  }),
  command('performStep', {
    path: '/api/batches/:batch/steps/:step/perform',
    permission: 'batch.perform',
    meaning: 'performed',
    body: PerformStepBody,
    toRequest: ({ answer: given, reason: text, signature, asOf }, { step }, freeText) => {
      const answer = stepAnswerOf(given);
      if ('refused' in answer) return answer;
      const reason = text === undefined ? undefined : freeText(text);
      return {
        command: { type: 'PerformStep', step, answer, ...(reason && { reason: reason.digest }) },
        ...(reason && { texts: [reason] }),
        view: { step, asOf },
        ...(signature && { signature }),
      };
    },
  }),
  command('witnessStep', {
    path: '/api/batches/:batch/steps/:step/witness',
    permission: 'batch.perform',
    meaning: 'witnessed',
    body: WitnessStepBody,
    toRequest: ({ asOf, signature }, { step }) => ({
      command: { type: 'WitnessStep', step },
      view: { step, asOf },
      ...(signature && { signature }),
    }),
  }),
  command('correctStep', {
    path: '/api/batches/:batch/steps/:step/correct',
    permission: 'batch.perform',
    meaning: 'performed',
    body: CorrectStepBody,
    toRequest: ({ answer: given, reason: text, signature, asOf }, { step }, freeText) => {
      const answer = stepAnswerOf(given);
      if ('refused' in answer) return answer;
      const reason = freeText(text);
      return {
        command: { type: 'CorrectStep', step, answer, reason: reason.digest },
        texts: [reason],
        view: { step, asOf },
        ...(signature && { signature }),
      };
    },
  }),
  command('assessException', {
    path: '/api/batches/:batch/exceptions/:exception/assess',
    permission: 'exception.assess',
    meaning: 'assessed',
    body: AssessBody,
    toRequest: ({ disposition, assessment: text, signature }, { exception }, freeText) => {
      const assessment = freeText(text);
      return {
        command: { type: 'AssessException', exception, disposition, assessment: assessment.digest },
        texts: [assessment],
        ...(signature && { signature }),
      };
    },
  }),
  command('holdBatch', {
    path: '/api/batches/:batch/hold',
    permission: 'batch.hold',
    body: ReasonBody,
    toRequest: ({ reason: text }, _, freeText) => {
      const reason = freeText(text);
      return { command: { type: 'HoldBatch', reason: reason.digest }, texts: [reason] };
    },
  }),
  commandWithoutFields('resumeBatch', {
    path: '/api/batches/:batch/resume',
    permission: 'exception.assess',
    toRequest: () => ({ command: { type: 'ResumeBatch' } }),
  }),
  commandWithoutFields('finishBatch', {
    path: '/api/batches/:batch/finish',
    permission: 'batch.perform',
    toRequest: () => ({ command: { type: 'FinishBatch' } }),
  }),
  command('reviewBatch', {
    path: '/api/batches/:batch/review',
    permission: 'batch.review',
    meaning: 'reviewed',
    body: SignBody,
    toRequest: ({ signature }) => ({ command: { type: 'ReviewBatch' }, ...(signature && { signature }) }),
  }),
  command('certifyBatch', {
    path: '/api/batches/:batch/certify',
    permission: 'batch.certify',
    meaning: 'certified',
    body: SignBody,
    toRequest: ({ signature }) => ({
      command: { type: 'CertifyBatch' },
      onlyIfIntact: true,
      ...(signature && { signature }),
    }),
  }),
  command('rejectBatch', {
    path: '/api/batches/:batch/reject',
    permission: 'batch.certify',
    meaning: 'rejected',
    body: RejectBody,
    toRequest: ({ reason: text, signature }, _, freeText) => {
      const reason = freeText(text);
      return {
        command: { type: 'RejectBatch', reason: reason.digest },
        texts: [reason],
        ...(signature && { signature }),
      };
    },
  }),
];
