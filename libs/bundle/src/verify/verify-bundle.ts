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

/** Checks a bundle by nothing but itself and what the person who asks already trusts. Never throws on what it says. */
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

/** A log is named after the key it was founded with. */
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

  /** From the outside inwards: the log's proof first, since everything else is measured by the event that it proves. */
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
    // A damaged file is named already; measuring the others by a digest in it would only name them all.
    if (!exported || !manifest || !signed) return undefined;
    return { manifest, events, exported, signed };
  }

  /** The last line: what was exported, and the only thing every file is measured by. */
  #findExportEvent({ lines, bytesBeforeLast, isIntact }: ParsedEvents): ExportEvent | undefined {
    const last = lines.at(-1)?.event;
    if (last?.type !== 'BatchExported') {
      if (isIntact)
        this.faults.add('event', 'BatchExported', 'is missing: the last event of a bundle says what was exported');
      return undefined;
    }
    const event = last as unknown as ExportEvent;
    const quoted = event.payload.members.find(({ name }) => name === BUNDLE_MEMBER.events);
    const isSame = quoted?.bytes === bytesBeforeLast.length && quoted.sha256 === digestOf(bytesBeforeLast);
    if (isIntact && (!isSame || event.payload.events !== lines.length - 1)) {
      this.faults.add(
        'event',
        eventName(last),
        'quotes other events than those before it: one was added, left out or moved',
      );
    }
    return event;
  }

  async #checkTrust({ signed, events }: BundleContents, { fingerprints, witness }: TrustAnchors): Promise<void> {
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

  /** Every file against the digest in the export event; no file that it does not name. */
  async #checkFiles({ manifest, exported }: BundleContents): Promise<void> {
    const { members } = exported.payload;
    const named = new Set([...members.map(({ name }) => name), BUNDLE_MEMBER.proof, BUNDLE_MEMBER.checkpoint]);
    for (const name of this.container.members.keys()) {
      if (!named.has(name)) this.faults.add('file', name, 'is in the bundle and not in its export event');
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
      this.faults.add('file', BUNDLE_MEMBER.manifest, 'counts other readings than the export event');
    }
    const gaps = await this.#readContent(BUNDLE_MEMBER.gaps);
    if (!gaps?.isIntact) return;
    const counted = countGaps(gaps.content);
    if (counted.gaps !== exported.gaps)
      this.faults.add('file', BUNDLE_MEMBER.gaps, 'has other gaps than the export event counts');
    this.report.readings = { files: manifest.readings.length, rows: exported.readings, ...counted };
  }

  /** What the events say, once every one of them is known to be what it was. */
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
