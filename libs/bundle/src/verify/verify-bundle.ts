import type { Manifest, MemberDigest } from '../format.js';
import { BUNDLE_MEMBER } from '../format.js';
import type { ExportedBundle } from '@autolog/domain/batch/event';
import { digestOf } from '../sha256.js';
import { BundleReader, type MemberContent } from './bundle-reader.js';
import { checkManifest, checkRecipe, checkTexts, countGaps } from './check-contents.js';
import { eventName, parseEvents, type EventEnvelope, type ParsedEvents } from './parse-events.js';
import { eventsMatchRoot, verifySignedCheckpoint, type VerifiedCheckpoint } from './check-proof.js';
import { parseKeys, parseManifest, parseProof, type ParsedMember } from './parse-json-members.js';
import { checkReadings } from './check-readings.js';
import { replay, signaturesOf, summarizeRecord } from './replay.js';
import { FaultCollector, type KeyComparison, type VerificationReport, type VerificationVerdict } from './report.js';
import { compareWithWitness } from './compare-with-witness.js';

export type TrustAnchors = Readonly<{ fingerprints?: readonly string[]; witness?: string }>;

/** Verifies a bundle against itself and what the caller already trusts. Never throws because of its contents. */
export async function verifyBundle(file: string, trusted: TrustAnchors): Promise<VerificationReport> {
  const faults = new FaultCollector();
  const container = await BundleReader.open(file, faults);
  const emptyReport = { verdict: 'does not hold', file, holds: false, faults: faults.all } as const;
  if (!container) return { ...emptyReport, bytes: 0 };
  try {
    const report: VerificationReport = { ...emptyReport, bytes: container.bytes, digest: container.digest };
    await new Verification(container, faults, report).run(trusted);
    report.holds = faults.all.length === 0;
    report.verdict = overallVerdict(report);
    return report;
  } finally {
    await container.close();
  }
}

function overallVerdict({ holds, rules, key }: VerificationReport): VerificationVerdict {
  if (!holds || !rules || !key) return 'does not hold';
  if (rules.broken.length > 0) return 'rules broken';
  return key.compared === 'not compared' ? 'key not compared' : 'proven';
}

/** The name of a log ends in this many digits of the fingerprint of the key it was founded with. */
const ORIGIN_DIGITS = 16;

type ExportEvent = EventEnvelope & Readonly<{ payload: ExportedBundle }>;
type BundleContents = Readonly<{
  manifest: Manifest;
  events: ParsedEvents;
  exported: ExportEvent;
  signed: VerifiedCheckpoint;
}>;

class Verification {
  readonly #contents = new Map<string, MemberContent | undefined>();

  constructor(
    private readonly container: BundleReader,
    private readonly faults: FaultCollector,
    private readonly report: VerificationReport,
  ) {}

  async run(trusted: TrustAnchors): Promise<void> {
    const read = await this.#readProof();
    if (!read) return;
    await this.#checkTrust(read, trusted);
    await this.#checkFiles(read);
    await this.#checkRecord(read);
  }

  /** The log's proof comes first: all files are compared with the export event, which it proves. */
  async #readProof(): Promise<BundleContents | undefined> {
    const { faults } = this;
    const keys = await this.#readJson(BUNDLE_MEMBER.keys, parseKeys);
    const proof = await this.#readJson(BUNDLE_MEMBER.proof, parseProof);
    const manifest = await this.#readJson(BUNDLE_MEMBER.manifest, parseManifest);
    const note = await this.#readContent(BUNDLE_MEMBER.checkpoint);
    const signed = keys && note && (await verifySignedCheckpoint(note.content.toString('utf8'), keys, faults));
    const content = await this.#readContent(BUNDLE_MEMBER.events);
    if (!content) return undefined;
    const events = parseEvents(content, proof, faults);
    const proven =
      proof && signed && events.isIntact && eventsMatchRoot(events.lines, proof, signed.checkpoint, faults);
    if (proven) {
      const { origin, size, root } = signed.checkpoint;
      this.report.log = { origin, size, root: Buffer.from(root).toString('hex'), events: events.lines.length };
    }
    const exported = this.#findExportEvent(events);
    // The damaged file is reported already. Without it, comparing the others would report every one of them.
    if (!exported || !manifest || !signed) return undefined;
    return { manifest, events, exported, signed };
  }

  /** The last line of events.jsonl. It names the digest of every other file. */
  #findExportEvent({ lines, bytesBeforeLast, isIntact }: ParsedEvents): ExportEvent | undefined {
    const last = lines.at(-1)?.event;
    if (last?.type !== 'BatchExported') {
      if (isIntact)
        this.faults.add('event', 'BatchExported', 'is missing: the last event of a bundle says what was exported');
      return undefined;
    }
    const event = last as unknown as ExportEvent;
    const named = event.payload.members.find(({ name }) => name === BUNDLE_MEMBER.events);
    const isSame = named?.bytes === bytesBeforeLast.length && named.sha256 === digestOf(bytesBeforeLast);
    if (isIntact && (!isSame || event.payload.events !== lines.length - 1)) {
      this.faults.add(
        'event',
        eventName(last),
        'names other events than those before it: one was added, left out or moved',
      );
    }
    return event;
  }

  async #checkTrust({ signed, events }: BundleContents, { fingerprints, witness }: TrustAnchors): Promise<void> {
    const { checkpoint, fingerprint } = signed;
    const founded = events.lines.find(({ event }) => event.type === 'SiteFounded')?.event;
    if (founded?.payload['keyFingerprint'] !== fingerprint) {
      this.faults.add('key', 'keys.json', 'has a signing key that this site was not founded with');
    }
    if (checkpoint.origin !== `autolog/${fingerprint.slice(0, ORIGIN_DIGITS)}`) {
      this.faults.add('key', checkpoint.origin, 'is not the name of the log that belongs to the signing key');
    }
    if (fingerprints && !fingerprints.includes(fingerprint)) {
      this.faults.add('key', fingerprint, 'signed this bundle, but is not a key you gave');
    }
    let compared: KeyComparison = fingerprints?.includes(fingerprint) ? 'equal' : 'not compared';
    if (witness !== undefined) {
      this.report.witness = await compareWithWitness(witness, checkpoint, this.faults);
      if (this.report.witness.found === 'this' && compared === 'not compared') compared = 'by witness';
      if (this.report.witness.found === 'nothing of this log') {
        this.faults.add('witness', witness, `holds no checkpoint of the log ${checkpoint.origin}`);
      }
    }
    this.report.key = { fingerprint, compared };
  }

  /** Compares every file with its digest in the export event, which must name every file. */
  async #checkFiles({ manifest, exported }: BundleContents): Promise<void> {
    const { members } = exported.payload;
    const known = new Set([...members.map(({ name }) => name), BUNDLE_MEMBER.proof, BUNDLE_MEMBER.checkpoint]);
    for (const name of this.container.members.keys()) {
      if (!known.has(name)) this.faults.add('file', name, 'is in the bundle but not in its export event');
    }
    const indexes = new Map(manifest.readings.map((index) => [index.name, index]));
    const isGenuine = await this.#isUnchanged(members, BUNDLE_MEMBER.manifest);
    for (const expected of members) {
      if (expected.name === BUNDLE_MEMBER.events || expected.name === BUNDLE_MEMBER.manifest) continue;
      const index = isGenuine ? indexes.get(expected.name) : undefined;
      if (expected.name.startsWith('readings/')) await checkReadings(this.container, index, expected, this.faults);
      else await this.#isUnchanged(members, expected.name);
    }
    await this.#checkCounts(exported.payload, manifest, isGenuine);
  }

  async #isUnchanged(members: readonly MemberDigest[], name: string): Promise<boolean> {
    const expected = members.find((one) => one.name === name);
    const found = await this.#readContent(name);
    if (expected && found?.sha256 === expected.sha256 && found.bytes === expected.bytes) return true;
    if (found?.isIntact) this.faults.add('file', name, 'is not what the export event says was exported');
    return false;
  }

  async #checkCounts(exported: ExportedBundle, manifest: Manifest, isGenuine: boolean): Promise<void> {
    const rows = manifest.readings.reduce((sum, index) => sum + index.rows, 0);
    if (isGenuine && rows !== exported.readings) {
      this.faults.add('file', BUNDLE_MEMBER.manifest, 'has another number of readings than the export event');
    }
    const gaps = await this.#readContent(BUNDLE_MEMBER.gaps);
    if (!gaps?.isIntact) return;
    const counted = countGaps(gaps.content);
    if (counted.gaps !== exported.gaps)
      this.faults.add('file', BUNDLE_MEMBER.gaps, 'has another number of gaps than the export event');
    this.report.readings = { files: manifest.readings.length, rows: exported.readings, ...counted };
  }

  /** Checks what the events say, once it is known that none of them was changed. */
  async #checkRecord({ manifest, events, exported }: BundleContents): Promise<void> {
    if (!events.isIntact) return;
    const { faults, report } = this;
    const all = events.lines.map(({ event }) => event);
    const { stream } = exported;
    checkManifest(manifest, all, stream, faults);
    this.#describe(manifest, all, exported);
    const [json, yaml, texts] = [
      await this.#readContent(BUNDLE_MEMBER.recipe),
      await this.#readContent(BUNDLE_MEMBER.recipeYaml),
      await this.#readContent(BUNDLE_MEMBER.texts),
    ];
    const isReadable = json?.isIntact === true && yaml?.isIntact === true;
    const recipe = isReadable
      ? checkRecipe({ json: json.content, yaml: yaml.content }, all, report, faults)
      : undefined;
    if (texts?.isIntact) checkTexts(texts.content, all, report, faults);
    const replayed = replay(all, stream, recipe, faults);
    if (!replayed) return;
    const { state, broken } = replayed;
    const exports = all.filter(({ type }) => type === 'BatchExported').length;
    report.record = summarizeRecord(state, signaturesOf(all, stream, faults), exports, recipe);
    if (broken) report.rules = { events: state.seq, broken };
  }

  #describe({ batch, site, software }: Manifest, events: readonly EventEnvelope[], exported: ExportEvent): void {
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
  async #readContent(name: string): Promise<MemberContent | undefined> {
    if (!this.#contents.has(name)) this.#contents.set(name, await this.container.content(name));
    return this.#contents.get(name);
  }

  async #readJson<Value>(name: string, parse: (content: Buffer) => ParsedMember<Value>): Promise<Value | undefined> {
    const found = await this.#readContent(name);
    if (!found?.isIntact) return undefined;
    const parsed = parse(found.content);
    if ('value' in parsed) return parsed.value;
    this.faults.add('file', name, parsed.fault);
    return undefined;
  }
}
