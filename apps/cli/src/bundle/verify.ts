import type { BundleKeys, BundleProof, Manifest, MemberDigest } from '@autolog/contract/bundle';
import { MEMBER } from '@autolog/contract/bundle';
import type { Exported } from '@autolog/domain/batch/event';
import { digestOf } from '@autolog/store/sha256';
import { ContainerFile, type Content } from './container-file.js';
import { checkAbout, checkRecipe, checkTexts, countGaps } from './contents.js';
import { eventName, readEvents, type Envelope, type EventsRead } from './events.js';
import { leadsToRoot, readSigned, type SignedBy } from './proving.js';
import { readKeys, readManifest, readProof } from './read-json.js';
import { checkReadings } from './readings.js';
import { replay, signaturesOf, summaryOf } from './replay.js';
import { Faults, type KeyCompared, type Report, type Verdict } from './report.js';
import { readWitness } from './witness.js';

export type Trusted = Readonly<{ fingerprints?: readonly string[]; witness?: string }>;

/** Checks a bundle by nothing but itself and what the person who asks already trusts. Never throws on what it says. */
export async function verifyBundle(file: string, trusted: Trusted): Promise<Report> {
  const faults = new Faults();
  const container = await ContainerFile.open(file, faults);
  const nothing = { verdict: 'does not hold', file, holds: false, faults: faults.all } as const;
  if (!container) return { ...nothing, bytes: 0 };
  try {
    const report: Report = { ...nothing, bytes: container.bytes, digest: container.digest };
    await new Verification(container, faults, report).run(trusted);
    report.holds = faults.all.length === 0;
    report.verdict = verdictOn(report);
    return report;
  } finally {
    await container.close();
  }
}

function verdictOn({ holds, rules, key }: Report): Verdict {
  if (!holds || !rules || !key) return 'does not hold';
  if (rules.broken.length > 0) return 'rules broken';
  return key.compared === 'not compared' ? 'key not compared' : 'proven';
}

/** A log is named after the key it was founded with. */
const ORIGIN_DIGITS = 16;

type ExportEvent = Envelope & Readonly<{ payload: Exported }>;
type Read = Readonly<{ manifest: Manifest; events: EventsRead; exported: ExportEvent; signed: SignedBy }>;

class Verification {
  readonly #contents = new Map<string, Content | undefined>();

  constructor(
    private readonly container: ContainerFile,
    private readonly faults: Faults,
    private readonly report: Report,
  ) {}

  async run(trusted: Trusted): Promise<void> {
    const read = await this.#proof();
    if (!read) return;
    await this.#trust(read, trusted);
    await this.#files(read);
    await this.#record(read);
  }

  /** From the outside inwards: the log's proof first, since everything else is measured by the event that it proves. */
  async #proof(): Promise<Read | undefined> {
    const { faults } = this;
    const keys = await this.#json<BundleKeys>(MEMBER.keys, readKeys);
    const proof = await this.#json<BundleProof>(MEMBER.proof, readProof);
    const manifest = await this.#json<Manifest>(MEMBER.manifest, readManifest);
    const note = await this.#content(MEMBER.checkpoint);
    const signed = keys && note && (await readSigned(note.content.toString('utf8'), keys, faults));
    const content = await this.#content(MEMBER.events);
    if (!content) return undefined;
    const events = readEvents(content, proof, faults);
    const proven = proof && signed && events.whole && leadsToRoot(events.lines, proof, signed.checkpoint, faults);
    if (proven) {
      const { origin, size, root } = signed.checkpoint;
      this.report.log = { origin, size, root: Buffer.from(root).toString('hex'), events: events.lines.length };
    }
    const exported = this.#exportEvent(events);
    // A damaged file is named already; measuring the others by a digest in it would only name them all.
    if (!exported || !manifest || !signed) return undefined;
    return { manifest, events, exported, signed };
  }

  /** The last line: what was exported, and the only thing every file is measured by. */
  #exportEvent({ lines, before, whole }: EventsRead): ExportEvent | undefined {
    const last = lines.at(-1)?.event;
    if (last?.type !== 'BatchExported') {
      if (whole)
        this.faults.add('event', 'BatchExported', 'is missing: the last event of a bundle says what was exported');
      return undefined;
    }
    const event = last as unknown as ExportEvent;
    const quoted = event.payload.members.find(({ name }) => name === MEMBER.events);
    const isSame = quoted?.bytes === before.length && quoted.sha256 === digestOf(before);
    if (whole && (!isSame || event.payload.events !== lines.length - 1)) {
      this.faults.add(
        'event',
        eventName(last),
        'quotes other events than those before it: one was added, left out or moved',
      );
    }
    return event;
  }

  async #trust({ signed, events }: Read, { fingerprints, witness }: Trusted): Promise<void> {
    const { checkpoint, fingerprint } = signed;
    const founded = events.lines.find(({ event }) => event.type === 'SiteFounded')?.event;
    if (founded?.payload['keyFingerprint'] !== fingerprint) {
      this.faults.add('key', 'keys.json', 'the key that signed is not the one this site was founded with');
    }
    if (checkpoint.origin !== `autolog/${fingerprint.slice(0, ORIGIN_DIGITS)}`) {
      this.faults.add('key', checkpoint.origin, 'is the name of another log than that of the key that signed');
    }
    if (fingerprints && !fingerprints.includes(fingerprint)) {
      this.faults.add('key', fingerprint, 'signed this bundle, and is not the key you gave');
    }
    let compared: KeyCompared = fingerprints?.includes(fingerprint) ? 'equal' : 'not compared';
    if (witness !== undefined) {
      this.report.witness = await readWitness(witness, checkpoint, this.faults);
      if (this.report.witness.found === 'this' && compared === 'not compared') compared = 'by witness';
      if (this.report.witness.found === 'nothing of this log') {
        this.faults.add('witness', witness, `holds no checkpoint of the log ${checkpoint.origin}`);
      }
    }
    this.report.key = { fingerprint, compared };
  }

  /** Every file against the digest in the export event; no file that it does not name. */
  async #files({ manifest, exported }: Read): Promise<void> {
    const { members } = exported.payload;
    const named = new Set([...members.map(({ name }) => name), MEMBER.proof, MEMBER.checkpoint]);
    for (const name of this.container.members.keys()) {
      if (!named.has(name)) this.faults.add('file', name, 'is in the bundle and not in its export event');
    }
    const indexes = new Map(manifest.readings.map((index) => [index.name, index]));
    const isGenuine = await this.#isWhole(members, MEMBER.manifest);
    for (const expected of members) {
      if (expected.name === MEMBER.events || expected.name === MEMBER.manifest) continue;
      const index = isGenuine ? indexes.get(expected.name) : undefined;
      if (expected.name.startsWith('readings/')) await checkReadings(this.container, index, expected, this.faults);
      else await this.#isWhole(members, expected.name);
    }
    await this.#counts(exported.payload, manifest, isGenuine);
  }

  async #isWhole(members: readonly MemberDigest[], name: string): Promise<boolean> {
    const expected = members.find((one) => one.name === name);
    const found = await this.#content(name);
    if (expected && found?.sha256 === expected.sha256 && found.bytes === expected.bytes) return true;
    if (found?.whole) this.faults.add('file', name, 'is not what the export event says was exported');
    return false;
  }

  async #counts(exported: Exported, manifest: Manifest, isGenuine: boolean): Promise<void> {
    const rows = manifest.readings.reduce((sum, index) => sum + index.rows, 0);
    if (isGenuine && rows !== exported.readings) {
      this.faults.add('file', MEMBER.manifest, 'counts other readings than the export event');
    }
    const gaps = await this.#content(MEMBER.gaps);
    if (!gaps?.whole) return;
    const counted = countGaps(gaps.content);
    if (counted.gaps !== exported.gaps)
      this.faults.add('file', MEMBER.gaps, 'has other gaps than the export event counts');
    this.report.readings = { files: manifest.readings.length, rows: exported.readings, ...counted };
  }

  /** What the events say, once every one of them is known to be what it was. */
  async #record({ manifest, events, exported }: Read): Promise<void> {
    if (!events.whole) return;
    const { faults, report } = this;
    const all = events.lines.map(({ event }) => event);
    const { stream } = exported;
    checkAbout(manifest, all, stream, faults);
    this.#about(manifest, all, exported);
    const [json, yaml, texts] = [
      await this.#content(MEMBER.recipe),
      await this.#content(MEMBER.recipeYaml),
      await this.#content(MEMBER.texts),
    ];
    const isReadable = json?.whole === true && yaml?.whole === true;
    const recipe = isReadable
      ? checkRecipe({ json: json.content, yaml: yaml.content }, all, report, faults)
      : undefined;
    if (texts?.whole) checkTexts(texts.content, all, report, faults);
    const replayed = replay(all, stream, recipe, faults);
    if (!replayed) return;
    const { state, broken } = replayed;
    const exports = all.filter(({ type }) => type === 'BatchExported').length;
    report.record = summaryOf(state, signaturesOf(all, stream, faults), exports, recipe);
    if (broken) report.rules = { events: state.seq, broken };
  }

  #about({ batch, site, software }: Manifest, events: readonly Envelope[], exported: ExportEvent): void {
    const person = events.find(({ stream, type }) => stream === exported.actor && type === 'PersonRegistered');
    const { id, number, coi, orderNumber, simulated } = batch;
    const { name, zone, profile } = site;
    this.report.about = {
      export: exported.payload.export,
      batch: id,
      number,
      coi,
      orderNumber,
      simulated,
      site: name,
      zone,
      profile,
      exportedBy: (person?.payload['name'] as string | undefined) ?? exported.actor,
      exportedAt: exported.at,
      software,
    };
  }

  /** A member, unpacked once. */
  async #content(name: string): Promise<Content | undefined> {
    if (!this.#contents.has(name)) this.#contents.set(name, await this.container.content(name));
    return this.#contents.get(name);
  }

  async #json<Shape>(name: string, read: (content: Buffer) => Shape | undefined): Promise<Shape | undefined> {
    const found = await this.#content(name);
    const value = found?.whole === true ? read(found.content) : undefined;
    if (found?.whole === true && value === undefined) {
      this.faults.add('file', name, 'is not what such a file holds; a later version of Autolog may know it');
    }
    return value;
  }
}
