export const BUNDLE_FORMAT = 'autolog-bundle/1';
/** Events of a bundle before the export event. A batch of twelve days has some 2,000. */
export const BUNDLE_EVENTS_MAX = 200_000;

/** The files that every bundle has. Files of readings, one for each signal, come in addition. */
export const BUNDLE_MEMBER = {
  readme: 'README.txt',
  recipeYaml: 'recipe.yaml',
  recipe: 'recipe.json',
  gaps: 'gaps.csv',
  keys: 'keys.json',
  texts: 'texts.jsonl',
  manifest: 'manifest.json',
  events: 'events.jsonl',
  proof: 'proof.json',
  checkpoint: 'checkpoint.txt',
} as const;

/** The first line of every file of readings. Its columns are those that the store's COPY selects, in this order. */
export const READINGS_HEADER = 'source_time,server_time,aligned_time,received_at,status_code,value\n';
export const GAPS_HEADER = 'device,signal,from,to,reason,recovered\n';

/** What a bundle is called when it is downloaded. */
export const bundleFileName = (batchNumber: string): string => `${batchNumber.replaceAll(/[^\w-]/g, '_')}.autolog.zip`;

export type MemberDigest = Readonly<{ name: string; bytes: number; sha256: string }>;

/** manifest.json: what the bundle is about and what its files hold. The export event has its digest. */
export type Manifest = Readonly<{
  format: typeof BUNDLE_FORMAT;
  export: string;
  batch: Readonly<{ id: string; number: string; coi: string; orderNumber: string; simulated: boolean }>;
  recipe: Readonly<{ code: string; version: string; hash: string }>;
  site: Readonly<{ name: string; origin: string; zone: string; profile: string }>;
  software: string;
  /** Site time. */
  createdAt: string;
  /** Every file that was complete when this one was made. */
  members: readonly MemberDigest[];
  readings: readonly ReadingsIndex[];
}>;

/** A file of readings: a header line, then the lines of each site day, one day after the other. */
export type ReadingsIndex = Readonly<{
  name: string;
  device: string;
  deviceCode: string;
  signal: string;
  unit?: string;
  rows: number;
  headerBytes: number;
  days: readonly Readonly<{ day: string; rows: number; bytes: number; sha256: string }>[];
}>;

/** proof.json: the leaf of each line of events.jsonl, in that order, and the hashes that lead from them to the root. */
export type BundleProof = Readonly<{
  size: number;
  root: string;
  leaves: readonly Readonly<{ index: number; hash: string }>[];
  hashes: readonly string[];
}>;

/** keys.json: every key that ever signed for this installation, and the event since which it does. */
export type BundleKeys = Readonly<{
  keys: readonly Readonly<{
    origin: string;
    algorithm: 'Ed25519';
    /** 32 bytes, base64. */
    publicKey: string;
    /** The SHA-256 of those bytes, which a person compares. */
    fingerprint: string;
    /** The same key as signed notes write it (C2SP). */
    noteKey: string;
    since: Readonly<{ stream: string; seq: number; at: string }>;
  }>[];
}>;
