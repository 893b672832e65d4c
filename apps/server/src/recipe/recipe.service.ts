import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { SignatureProof } from '@autolog/contract/signature';
import type { PersonBy } from '@autolog/domain/by';
import type { RecipeId } from '@autolog/domain/brand';
import { decideRecipe, supersede } from '@autolog/domain/recipe/decide';
import type { RecipeCommand } from '@autolog/domain/recipe/event';
import type { RecipeRecord } from '@autolog/domain/recipe/evolve';
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { recipeSigningLines, recipeContentToSign, type RecipeSigningContent } from '@autolog/domain/recipe/signing';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import type { Permission } from '@autolog/domain/role';
import { MEANING_TEXT } from '@autolog/domain/signature';
import type { Language } from '@autolog/domain/text';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { streamOf } from '@autolog/domain/stream/stream';
import { ContentStore } from '@autolog/store/content';
import { Log, type StreamAppend } from '@autolog/store/log';
import { RecipeStore } from '@autolog/store/recipe';
import type { IncomingCommand, PersonCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { CommandExecution, replyOf, type CommandResult } from '../record/command-execution.js';
import { refuseConcurrentDuplicate } from '../register/concurrent-duplicate.js';
import { isRefusal, SignatureService, type AuthenticatedSigner } from '../signature/signature.service.js';
import { RecipeContents } from './recipe-contents.js';
import { RecipeStates } from './recipe-states.js';
import { RECIPE_WORD } from './recipe.view.js';

/** A master batch record from draft to use; its content is stored once, by its hash. */
@Injectable()
export class RecipeService {
  constructor(
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Log) private readonly log: Log,
    @Inject(RecipeStore) private readonly recipes: RecipeStore,
    @Inject(RecipeStates) private readonly states: RecipeStates,
    @Inject(ContentStore) private readonly contentStore: ContentStore,
    @Inject(RecipeContents) private readonly contents: RecipeContents,
    @Inject(SignatureService) private readonly signatures: SignatureService,
  ) {}

  import(incoming: IncomingCommand, yaml: string, by: PersonBy): Promise<CommandReply> {
    const loaded = loadRecipe(yaml);
    if ('faults' in loaded) {
      const refused = recipeNotValid(loaded.faults, by.language);
      return this.commands.executeOnce(incoming, by, async () => ({ refused }));
    }
    const { recipe } = loaded;
    const exists = refusal('ALREADY_EXISTS', { what: `${recipe.code} ${recipe.version}` });
    return refuseConcurrentDuplicate(exists, () =>
      this.commands.executeOnce(incoming, by, async () => {
        if (await this.recipes.hasVersion(recipe.code, recipe.version)) return { refused: exists };
        return this.#importNew(recipe, yaml, by, incoming);
      }),
    );
  }

  submit(incoming: IncomingCommand, recipe: RecipeId, by: PersonBy): Promise<CommandReply> {
    return this.commands.executeOnce(incoming, by, async () => {
      const stream = streamOf('recipe', recipe);
      const { state, seq } = await this.states.lock(stream);
      return this.#decide({ stream, after: seq, state }, { type: 'SubmitRecipe' }, by, incoming);
    });
  }

  /** The password is proven first, outside the transaction; the signature is bound to the content inside it. */
  async approve(
    incoming: PersonCommand,
    recipe: RecipeId,
    proof: SignatureProof | undefined,
    { permission }: Readonly<{ permission: Permission }>,
  ): Promise<CommandReply> {
    const { by, address } = incoming;
    const before = await this.commands.previousResult<CommandReply>(incoming, by);
    if (before) return replyOf(before);
    const meaning = MEANING_TEXT.approved[by.language];
    if (!proof) throw new RefusalError(refusal('SIGNATURE_REQUIRED', { meaning }));
    const signer = await this.signatures.authenticateSigner(proof, address);
    if (isRefusal(signer)) throw new RefusalError(signer);
    return this.commands.executeOnce(incoming, by, () =>
      this.#approveSigned(incoming, recipe, { ...signer, permission }, by),
    );
  }

  /** What a challenge covers: the content to be signed, and the lines a person reads of it. */
  async signingContent(
    recipe: RecipeId,
    language: Language,
  ): Promise<Readonly<{ content: RecipeSigningContent; shown: { label: string; value: string }[] }>> {
    const { state } = await this.states.load(streamOf('recipe', recipe));
    if (!state) throw new RefusalError(refusal('NOT_FOUND', { what: RECIPE_WORD[language] }));
    const content = await this.#content(state, language);
    return { content, shown: [...recipeSigningLines(content)] };
  }

  async #content(state: RecipeRecord, language: Language): Promise<RecipeSigningContent> {
    return recipeContentToSign(state, (await this.contents.byHash(state.hash)).title, language);
  }

  async #importNew(
    recipe: Recipe,
    yaml: string,
    by: PersonBy,
    incoming: IncomingCommand,
  ): Promise<CommandResult<CommandReply>> {
    const hash = await this.contentStore.put(canonicalBytes(recipe), 'application/json');
    const source = await this.contentStore.put(new TextEncoder().encode(yaml), 'application/yaml');
    const stream = streamOf('recipe', randomUUID());
    await this.log.createStream(stream);
    await this.log.lock([stream]);
    const { code, version } = recipe;
    const command = {
      type: 'ImportRecipe',
      code,
      version,
      hash,
      yaml: source,
      steps: allSteps(recipe).length,
    } as const;
    return this.#decide({ stream, after: 0, state: undefined }, command, by, incoming);
  }

  async #approveSigned(
    incoming: IncomingCommand,
    id: RecipeId,
    { permission, ...signer }: AuthenticatedSigner & Readonly<{ permission: Permission }>,
    by: PersonBy,
  ): Promise<CommandResult<CommandReply>> {
    const stream = streamOf('recipe', id);
    // Every version of this code is locked, so that of two approved at once the later one supersedes the earlier.
    await this.log.lock(await this.#versionStreams(id));
    const { state, seq } = await this.states.lock(stream);
    if (!state) return { refused: refusal('NOT_FOUND', { what: RECIPE_WORD[by.language] }) };
    const { language } = by;
    const content = await this.#content(state, language);
    const now = await this.log.now();
    const request = { meaning: 'approved', permission, path: incoming.path, content, language, now } as const;
    const signature = await this.signatures.sign(signer, request);
    if (isRefusal(signature)) return { refused: signature };
    const older = await this.#supersedeEffective(state);
    return this.#decide({ stream, after: seq, state }, { type: 'ApproveRecipe', signature }, by, incoming, older);
  }

  async #versionStreams(id: RecipeId): Promise<readonly string[]> {
    return (await this.recipes.versionsOf(id)).map((version) => streamOf('recipe', version));
  }

  /** What the versions that are in use now get when this one is approved; their streams are locked. */
  async #supersedeEffective(newer: RecipeRecord): Promise<readonly StreamAppend[]> {
    const appends: StreamAppend[] = [];
    for (const id of await this.recipes.otherEffectiveVersions(newer.code, newer.id)) {
      const stream = streamOf('recipe', id);
      const { state, seq } = await this.states.lock(stream);
      if (state) appends.push({ stream, after: seq, events: supersede(state, newer.id) });
    }
    return appends;
  }

  async #decide(
    at: Readonly<{ stream: string; after: number; state: RecipeRecord | undefined }>,
    command: RecipeCommand,
    by: PersonBy,
    incoming: IncomingCommand,
    also: readonly StreamAppend[] = [],
  ): Promise<CommandResult<CommandReply>> {
    const { stream, after, state } = at;
    const now = await this.log.now();
    const { append, answer } = decideRecipe(state, command, { by }, now);
    if (answer.refused) return { refused: answer };
    await this.log.append([{ stream, after, events: append }, ...also], { by, now, command: incoming.id });
    return { reply: { stream, position: after + append.length } };
  }
}

type RecipeFaults = readonly Readonly<{ line?: number; en: string; nl: string }>[];
const LINE_WORD = { en: 'line', nl: 'regel' } as const;

/** The sentence names the first fault; `faults` holds every one, a line each, in the order of the file. */
function recipeNotValid(faults: RecipeFaults, language: Language): Refusal {
  const lines = [...faults]
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .map(({ line, ...says }) => `${line === undefined ? '' : `${LINE_WORD[language]} ${line}: `}${says[language]}`);
  const facts = { count: String(lines.length), fault: lines[0] ?? '', faults: lines.join('\n') };
  return refusal('RECIPE_NOT_VALID', facts);
}
