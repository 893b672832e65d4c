import { Body, Controller, HttpCode, Inject, Post, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  AssessBody,
  CorrectStepBody,
  PerformStepBody,
  RejectBody,
  SignBody,
  WitnessStepBody,
} from '@autolog/contract/batch';
import { ChallengeRequest, type ChallengeReply } from '@autolog/contract/signature';
import type { PersonBy } from '@autolog/domain/by';
import type { BatchId, RecipeId } from '@autolog/domain/brand';
import { signingLines } from '@autolog/domain/batch/signing/signing-lines';
import { mayDo } from '@autolog/domain/role';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { BatchService } from '../batch/batch.service.js';
import { BatchView } from '../batch/batch.view.js';
import * as commands from '../batch/batch-command-request.js';
import { Allow } from '../http/access-rule.js';
import { rejectPrototypeKeys } from '../http/reject-prototype-keys.js';
import { CurrentPerson } from '../http/caller.js';
import { VALIDATION } from '../http/validation.js';
import { RefusalError } from '../http/refusal-error.js';
import { RecipeService } from '../recipe/recipe.service.js';
import { FreeTexts } from '../record/free-texts.js';
import { MEANING_PERMISSION, SignatureService } from '../signature/signature.service.js';

const BATCH_PATH =
  /^\/api\/batches\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?:(review|certify|reject)|steps\/([\w-]{1,80})\/(perform|correct|witness)|exceptions\/([\w-]{1,20})\/(assess))$/;
const RECIPE_PATH = /^\/api\/recipes\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/approve$/;

/** Asking for a signature: the reply is exactly what will be signed, and a challenge that is used once. */
@Controller('api/signature-challenges')
export class SignatureChallengeController {
  constructor(
    @Inject(SignatureService) private readonly signatures: SignatureService,
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(BatchView) private readonly view: BatchView,
    @Inject(RecipeService) private readonly recipes: RecipeService,
    @Inject(FreeTexts) private readonly freeTexts: FreeTexts,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('session.own')
  async ask(@Body() body: ChallengeRequest, @CurrentPerson() by: PersonBy): Promise<ChallengeReply> {
    // What would be signed is shown: only to whom the command itself is open.
    const permission = MEANING_PERMISSION[body.meaning];
    if (!mayDo(by.roles, permission)) throw new RefusalError(refusal('NOT_ALLOWED', { permission }));
    const recipe = RECIPE_PATH.exec(body.path)?.[1];
    if (recipe) {
      const { content, shown } = await this.recipes.signingContent(recipe as RecipeId, by.language);
      return { ...(await this.signatures.createChallenge('approved', body.path, content)), meaning: 'approved', shown };
    }
    const { batch, asked: request } = await this.#requestOf(body, by);
    if (!request.meaning || request.meaning !== body.meaning)
      throw badRequest('`meaning` is not what this command is signed with');
    await this.batches.recordIdentityMismatch(batch, request, by);
    const content = await this.batches.signingContent(batch, request, by);
    const shown = signingLines(content, by.language).map((line) => this.#withFreeText(line, request));
    return {
      ...(await this.signatures.createChallenge(request.meaning, body.path, content)),
      meaning: request.meaning,
      shown,
    };
  }

  /** Free text is signed by its digest; the person reads the text that the digest stands for. */
  #withFreeText(line: Readonly<{ label: string; value: string }>, request: commands.BatchCommandRequest) {
    const text = request.texts.find(({ digest }) => line.value.includes(digest));
    if (!text) return { ...line };
    const { text: words } = JSON.parse(new TextDecoder().decode(text.bytes)) as { text: string };
    return { label: line.label, value: words };
  }

  async #requestOf(
    body: ChallengeRequest,
    by: PersonBy,
  ): Promise<{ batch: BatchId; asked: commands.BatchCommandRequest }> {
    const match = BATCH_PATH.exec(body.path);
    const batch = match?.[1] as BatchId | undefined;
    if (!match || !batch) throw badRequest('`path` is no command that can be signed');
    const read: commands.FreeTextReader = (text) => this.freeTexts.encode(body.path, text);
    const [, , whole, step = '', stepVerb, exception = '', exceptionVerb] = match;
    const request = await this.#commandRequestOf(
      whole ?? stepVerb ?? exceptionVerb ?? '',
      batch,
      step,
      exception,
      body,
      read,
      by,
    );
    if ('refused' in request) throw new RefusalError(request);
    return { batch, asked: request };
  }

  async #commandRequestOf(
    verb: string,
    batch: BatchId,
    step: string,
    exception: string,
    { body }: ChallengeRequest,
    read: commands.FreeTextReader,
    by: PersonBy,
  ): Promise<commands.BatchCommandRequest | Refusal> {
    switch (verb) {
      case 'perform':
        return commands.performStep(step, parseBody(PerformStepBody, body), read);
      case 'correct':
        return commands.correctStep(step, parseBody(CorrectStepBody, body), read);
      case 'witness':
        return commands.witnessStep(step, parseBody(WitnessStepBody, body));
      case 'assess':
        return commands.assessException(exception, parseBody(AssessBody, body), read);
      case 'review':
        return commands.reviewBatch('', parseBody(SignBody, body));
      case 'certify':
        return commands.certifyBatch((await this.view.one(batch, by.language)).number, parseBody(SignBody, body));
      default:
        return commands.rejectBatch('', parseBody(RejectBody, body), read);
    }
  }
}

const badRequest = (what: string): RefusalError => new RefusalError(refusal('BAD_REQUEST', { what }));

/** The same checks that the command itself will meet. */
function parseBody<Body extends object>(of: Type<Body>, text: string): Body {
  let plain: unknown;
  try {
    plain = JSON.parse(text, rejectPrototypeKeys);
  } catch {
    throw badRequest('`body` is not JSON');
  }
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) throw badRequest('`body` is not a command');
  const body = plainToInstance(of, plain);
  const errors = validateSync(body, VALIDATION);
  const first = errors[0];
  if (first) throw badRequest(Object.values(first.constraints ?? {})[0] ?? `\`${first.property}\` does not fit`);
  return body;
}
