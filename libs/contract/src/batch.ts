import { TIMER_PURPOSES, type StepOutcome, type TimerPurpose } from '@autolog/domain/batch/event';
import { BATCH_STATUSES, TIMER_STATUSES, type BatchStatus, type TimerStatus } from '@autolog/domain/batch/state/batch';
import {
  ASSESSMENT_RESULTS,
  EXCEPTION_CLASSES,
  SEVERITIES,
  type AssessmentResult,
  type ExceptionClass,
  type Observation,
  type Severity,
} from '@autolog/domain/exception/exception';
import type { Signature } from '@autolog/domain/signature';
import type { PendingTest, Step } from '@autolog/domain/recipe/recipe';
import { FREE_TEXT_MAX } from '@autolog/domain/input-limits';
import { STEP_KINDS } from '@autolog/domain/step-kind/step-kinds';
import type { Text } from '@autolog/domain/text';
import { BooleanField, IdField, InstantField, TextField, ObjectField, OneOfField, IntegerField } from './field.js';
import { IsObject, IsOptional } from 'class-validator';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import {
  ReplyCount,
  ReplyFlag,
  ReplyId,
  ReplyInstant,
  ReplyInteger,
  ReplyList,
  ReplyObject,
  ReplyOneOf,
  ReplySchema,
  ReplySchemaList,
  ReplyText,
  ReplyTextList,
  ReplyTextMap,
} from './reply-field.js';
import { SignatureProof } from './signature.js';
import { ViewPosition } from './reply.js';

const ACTIVITY_MAX = 200;

export class CreateBatchBody {
  @IdField() therapy: string;
  @IdField() recipe: string;
}

export class StartBatchBody {
  @IdField() room: string;
  @IdField({ optional: true }) device?: string;
}

/** One shape for every kind of step; the domain refuses what does not fit the step. */
export class StepAnswerBody {
  @OneOfField(STEP_KINDS) kind: string;
  @TextField({ optional: true, max: 40, description: 'entry: what the keys said' }) typed?: string;
  @TextField({ optional: true, max: 64, description: 'choice: id of the option' }) choice?: string;
  @TextField({ optional: true, max: 200, description: 'scan, sample: the code as read' }) read?: string;
  @BooleanField({ optional: true, description: 'scan, sample: typed by hand because the label could not be read' })
  byHand?: boolean;
  @ApiProperty({ required: false, type: Object, additionalProperties: { type: 'string' } })
  @IsOptional()
  @IsObject()
  states?: Record<string, string>;
  @TextField({ optional: true, max: ACTIVITY_MAX, description: 'device, activity: what was seen' }) value?: string;
  @InstantField({ optional: true }) sourceTime?: string;
}

/** The log position the person looked at when deciding; a step that moved since is refused with who, when and what. */
export class StartStepBody {
  @IntegerField() asOf: number;
}

export class PerformStepBody {
  @IntegerField() asOf: number;
  @ObjectField(() => StepAnswerBody) answer: StepAnswerBody;
  @TextField({ optional: true, max: FREE_TEXT_MAX, description: 'No patient data. Kept by digest' }) reason?: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class WitnessStepBody {
  @IntegerField() asOf: number;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class CorrectStepBody {
  @IntegerField() asOf: number;
  @ObjectField(() => StepAnswerBody) answer: StepAnswerBody;
  @TextField({ max: FREE_TEXT_MAX }) reason: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class AssessBody {
  @OneOfField(ASSESSMENT_RESULTS) disposition: AssessmentResult;
  @TextField({ max: FREE_TEXT_MAX }) assessment: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class ReasonBody {
  @TextField({ max: FREE_TEXT_MAX }) reason: string;
}

export class SignBody {
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class RejectBody {
  @TextField({ max: FREE_TEXT_MAX }) reason: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class RecipeOfBatch {
  @ReplyId() readonly id: string;
  @ReplyText() readonly code: string;
  @ReplyText() readonly version: string;
  @ReplySchema('Text') readonly title: Text;
}

export class BatchLine {
  @ReplyId() readonly id: string;
  @ReplyText() readonly number: string;
  @ReplyText() readonly coi: string;
  @ReplyText() readonly orderNumber: string;
  @ReplyObject(() => RecipeOfBatch) readonly recipe: RecipeOfBatch;
  @ReplyOneOf(BATCH_STATUSES) readonly status: BatchStatus;
  @ReplyFlag() readonly held: boolean;
  @ReplyFlag() readonly simulated: boolean;
  @ReplyText({ optional: true, description: 'Code of the room it is or was in' }) readonly room?: string;
  @ReplyText({ optional: true, description: 'Code of the device' }) readonly device?: string;
  @ReplyCount() readonly stepsDone: number;
  @ReplyCount() readonly stepsTotal: number;
  @ReplyCount() readonly exceptionsOpen: number;
  @ReplyCount() readonly exceptionsCritical: number;
  @ReplyInstant() readonly createdAt: string;
  @ReplyInstant({ optional: true }) readonly startedAt?: string;
}

/** GET /api/batches */
export class BatchesReply extends ViewPosition {
  @ReplyList(() => BatchLine) readonly batches: readonly BatchLine[];
}

const STEP_LINE_STATUSES = ['locked', 'ready', 'in_progress', 'awaiting_witness', 'done', 'not_applicable'] as const;
export type StepLineStatus = (typeof STEP_LINE_STATUSES)[number];

export class CorrectionLine {
  @ReplySchema('StepOutcome') readonly was: StepOutcome;
  @ReplyInstant() readonly at: string;
  @ReplyId({ optional: true }) readonly by?: string;
  @ReplyText({ optional: true }) readonly byName?: string;
  @ReplyText() readonly reason: string;
}

/** A step as the record has it. Signatures are shown with name, user name, role, meaning and time (P11-50). */
export class StepLine {
  @ReplySchema('RecipeStep', { description: 'Without limits where the parameter is blind and the step is not done' })
  readonly step: Step;
  @ReplyText({ description: 'Id of the operation' }) readonly operation: string;
  @ReplyOneOf(STEP_LINE_STATUSES) readonly status: StepLineStatus;
  @ReplySchemaList('Text', { description: 'Titles of the steps that must be done first, when locked' })
  readonly waitsFor: readonly Text[];
  @ReplyInstant({ optional: true }) readonly opensAt?: string;
  @ReplyInstant({ optional: true }) readonly closesAt?: string;
  @ReplyText({ optional: true, description: 'The figures or the choice for which the step does not apply' })
  readonly because?: string;
  @ReplyInstant({ optional: true }) readonly startedAt?: string;
  @ReplyText({ optional: true }) readonly startedByName?: string;
  @ReplyInstant({ optional: true }) readonly performedAt?: string;
  @ReplyText({ optional: true }) readonly performedByName?: string;
  @ReplySchema('StepOutcome', { optional: true }) readonly outcome?: StepOutcome;
  @ReplySchema('Signature', { optional: true }) readonly signature?: Signature;
  @ReplySchema('Signature', { optional: true }) readonly witness?: Signature;
  @ReplyList(() => CorrectionLine) readonly corrected: readonly CorrectionLine[];
  @ReplyTextList() readonly exceptions: readonly string[];
}

const OPERATION_STATUSES = ['waiting', 'open', 'done'] as const;

/** An operation as it is carried out: each time of a repetition is one of its own. */
export class OperationLine {
  @ReplyText() readonly id: string;
  @ReplySchema('Text') readonly title: Text;
  @ReplySchema('Text') readonly unitProcedure: Text;
  @ReplyText({ description: 'Id of the unit procedure' }) readonly unit: string;
  @ReplyInteger({ optional: true, description: 'Planned day of the process; day 0 is the day of activation' })
  readonly day?: number;
  @ReplyOneOf(OPERATION_STATUSES) readonly status: (typeof OPERATION_STATUSES)[number];
  @ReplyCount() readonly stepsDone: number;
  @ReplyCount({ description: 'Without the steps that do not apply' }) readonly stepsTotal: number;
}

export class PendingTestLine {
  @ReplyText() readonly id: string;
  @ReplySchema('Text') readonly title: Text;
  @ReplyText({ description: 'How long after the certificate, such as 14 d' }) readonly due: PendingTest['due'];
  @ReplyText() readonly reference: string;
  @ReplyInstant({ optional: true, description: 'Known once the batch is certified' }) readonly dueAt?: string;
}

export class StagedReleaseLine {
  @ReplyText() readonly reference: string;
  @ReplyList(() => PendingTestLine) readonly pending: readonly PendingTestLine[];
}

/** What an activity step is answered with. */
export class ShownActivityLine {
  @ReplyText() readonly step: string;
  @ReplyText() readonly value: string;
  @ReplyInstant() readonly sourceTime: string;
}

export class TimerLine {
  @ReplyText() readonly name: string;
  @ReplyText() readonly step: string;
  @ReplySchema('Text') readonly title: Text;
  @ReplyOneOf(TIMER_PURPOSES) readonly purpose: TimerPurpose;
  @ReplyInstant() readonly dueAt: string;
  @ReplyOneOf(TIMER_STATUSES) readonly status: TimerStatus;
}

export class StepOfException {
  @ReplyText() readonly id: string;
  @ReplySchema('Text') readonly title: Text;
  @ReplyCount() readonly number: number;
}

export class AssessmentLine {
  @ReplyOneOf(ASSESSMENT_RESULTS) readonly disposition: AssessmentResult;
  @ReplyText() readonly assessment: string;
  @ReplySchema('Signature') readonly signature: Signature;
}

export class ExceptionLine {
  @ReplyText() readonly id: string;
  @ReplyOneOf(Object.keys(EXCEPTION_CLASSES)) readonly class: ExceptionClass;
  @ReplyOneOf(SEVERITIES) readonly severity: Severity;
  @ReplyObject(() => StepOfException, { optional: true }) readonly step?: StepOfException;
  @ReplySchema('Observation') readonly deviation: Observation;
  @ReplyInstant() readonly raisedAt: string;
  @ReplyText({ optional: true }) readonly raisedByName?: string;
  @ReplyText({ optional: true }) readonly reason?: string;
  @ReplyObject(() => AssessmentLine, { optional: true }) readonly assessed?: AssessmentLine;
}

/** An exception of the batch that holds it by itself. */
class HoldByException {
  @ReplyInstant() readonly since: string;
  @ReplyText() readonly exception: string;
}
/** A person put it on hold, for a reason. */
class HoldByPerson {
  @ReplyInstant() readonly since: string;
  @ReplyText() readonly reason: string;
  @ReplyText({ optional: true }) readonly byName?: string;
}
export type HoldLine = HoldByException | HoldByPerson;

export class AnchorLine {
  @ReplyText() readonly id: string;
  @ReplySchema('Text') readonly title: Text;
  @ReplyInstant() readonly at: string;
}

export class CertificateLine {
  @ReplyText() readonly number: string;
  @ReplySchema('Signature') readonly signature: Signature;
}

/** A refusal that would be given. */
export class BlockerLine {
  @ReplyText() readonly code: string;
  @ReplyTextMap() readonly facts: Readonly<Record<string, string>>;
}

/** Why finishing, reviewing or certifying is not possible yet, as refusals in the order they would be given. */
export class BlockersReply {
  @ReplyList(() => BlockerLine) readonly finish: readonly BlockerLine[];
  @ReplyList(() => BlockerLine) readonly review: readonly BlockerLine[];
  @ReplyList(() => BlockerLine) readonly certify: readonly BlockerLine[];
}

/** GET /api/batches/:batch — the whole batch as both areas need it. Stream `batch/<id>`. */
@ApiExtraModels(HoldByException, HoldByPerson)
export class BatchReply extends BatchLine {
  @ReplyText() readonly stream: string;
  @ReplyCount() readonly asOf: number;
  @ReplyInstant({ optional: true }) readonly finishedAt?: string;
  @ReplyId({ optional: true }) readonly roomId?: string;
  @ReplyId({ optional: true }) readonly deviceId?: string;
  @ReplyList(() => OperationLine) readonly operations: readonly OperationLine[];
  @ReplyList(() => StepLine) readonly steps: readonly StepLine[];
  @ReplyList(() => TimerLine) readonly timers: readonly TimerLine[];
  @ReplyList(() => ExceptionLine) readonly exceptions: readonly ExceptionLine[];
  /** Why it is on hold now; empty when it is not. */
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ $ref: getSchemaPath(HoldByException) }, { $ref: getSchemaPath(HoldByPerson) }] },
  })
  readonly holds: readonly HoldLine[];
  @ReplyList(() => AnchorLine) readonly anchors: readonly AnchorLine[];
  @ReplyTextList({ description: 'Ids of the people who took part' }) readonly participants: readonly string[];
  @ReplyObject(() => StagedReleaseLine, {
    optional: true,
    description: 'Which tests may be pending at certification, and by which rule; absent when there is no such rule',
  })
  readonly release?: StagedReleaseLine;
  /** For each activity not recorded yet that the device has shown since the start: when it last did. */
  @ReplyList(() => ShownActivityLine) readonly seenActivities: readonly ShownActivityLine[];
  @ReplySchema('Signature', { optional: true }) readonly review?: Signature;
  @ReplyObject(() => CertificateLine, { optional: true }) readonly certificate?: CertificateLine;
  @ReplySchema('Signature', { optional: true }) readonly rejection?: Signature;
  @ReplyObject(() => BlockersReply) readonly blockers: BlockersReply;
}
