import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ChallengeReply, ChallengeRequest } from '@autolog/contract/signature';
import type { PersonBy } from '@autolog/domain/by';
import type { BatchId, RecipeId } from '@autolog/domain/brand';
import { signingLines } from '@autolog/domain/batch/signing/signing-lines';
import { mayDo } from '@autolog/domain/role';
import { refusal } from '@autolog/domain/refusal';
import type { Meaning } from '@autolog/domain/signature';
import type { BatchCommandRequest } from '../batch/batch-command-request.js';
import { BatchService } from '../batch/batch.service.js';
import { BATCH_COMMANDS } from '../batch/command-table.js';
import { findCommand, parseBody, type CommandEntry } from '../command/command-entry.js';
import { Allow } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { CurrentPerson } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { RECIPE_COMMANDS } from '../recipe/command-table.js';
import { RecipeService } from '../recipe/recipe.service.js';
import { FreeTexts } from '../record/free-texts.js';
import { SignatureService } from '../signature/signature.service.js';

/** What is about to be signed, and the lines a person reads of it. */
type SigningPreview = Readonly<{ content: unknown; shown: ChallengeReply['shown'] }>;

/** Asking for a signature: the reply is exactly what will be signed, and a challenge that is used once. */
@Controller('api/signature-challenges')
export class SignatureChallengeController {
  constructor(
    @Inject(SignatureService) private readonly signatures: SignatureService,
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(RecipeService) private readonly recipes: RecipeService,
    @Inject(FreeTexts) private readonly freeTexts: FreeTexts,
  ) {}

  @Post()
  @Replies(ChallengeReply)
  @Allow('session.own')
  async ask(@Body() request: ChallengeRequest, @CurrentPerson() by: PersonBy): Promise<ChallengeReply> {
    const { path, meaning } = request;
    const { content, shown } = await this.#preview(request, by);
    return { ...(await this.signatures.createChallenge(meaning, path, content)), meaning, shown };
  }

  async #preview({ path, meaning, body }: ChallengeRequest, by: PersonBy): Promise<SigningPreview> {
    const freeText = (text: string) => this.freeTexts.encode(path, text);
    const batchCommand = findCommand(BATCH_COMMANDS, path);
    if (batchCommand) {
      const { entry, parameters } = batchCommand;
      requireSignable(entry, meaning, by);
      const request = await entry.read(parseBody(body), parameters, freeText);
      return this.#previewOfBatch(parameters['batch'] as BatchId, request, meaning, by);
    }
    const recipeCommand = findCommand(RECIPE_COMMANDS, path);
    if (!recipeCommand) throw notSignable();
    const { entry, parameters } = recipeCommand;
    requireSignable(entry, meaning, by);
    await entry.read(parseBody(body), parameters, freeText);
    return this.recipes.signingContent(parameters['recipe'] as RecipeId, by.language);
  }

  async #previewOfBatch(
    batch: BatchId,
    request: BatchCommandRequest,
    meaning: Meaning,
    by: PersonBy,
  ): Promise<SigningPreview> {
    await this.batches.recordIdentityMismatch(batch, request, by);
    const content = await this.batches.signingContent(batch, request, meaning, by);
    return { content, shown: signingLines(content, by.language).map((line) => withFreeText(line, request)) };
  }
}

/** What would be signed is shown only to whom the command itself is open. */
function requireSignable(
  entry: Pick<CommandEntry<unknown>, 'meaning' | 'permission'>,
  meaning: Meaning,
  by: PersonBy,
): void {
  if (!entry.meaning) throw notSignable();
  const { permission } = entry;
  if (!mayDo(by.roles, permission)) throw new RefusalError(refusal('NOT_ALLOWED', { permission }));
  if (entry.meaning !== meaning) throw badRequest('`meaning` is not what this command is signed with');
}

/** Free text is signed by its digest; the person reads the text that the digest stands for. */
function withFreeText(line: Readonly<{ label: string; value: string }>, { texts = [] }: BatchCommandRequest) {
  const text = texts.find(({ digest }) => line.value.includes(digest));
  if (!text) return { ...line };
  const { text: words } = JSON.parse(new TextDecoder().decode(text.bytes)) as { text: string };
  return { label: line.label, value: words };
}

const badRequest = (what: string): RefusalError => new RefusalError(refusal('BAD_REQUEST', { what }));
const notSignable = (): RefusalError => badRequest('`path` is no command that can be signed');
