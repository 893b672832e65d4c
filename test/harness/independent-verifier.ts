import { createHash, createPublicKey, verify } from 'node:crypto';
import { unzip } from './unzip.ts';

const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const requireStep = (step: number, holds: boolean): void => {
  if (!holds) throw new Error(`step ${String(step)} of the README does not come out`);
};

type Files = ReadonlyMap<string, Buffer>;
const read = (files: Files, name: string): string => files.get(name)?.toString('utf8') ?? '';

/**
 * Verifies a bundle by the steps of its README, without code of the product: only SHA-256, Ed25519 and an unzip
 * program. Throws at the first step that fails.
 */
export async function verifyByReadme(bundle: Buffer): Promise<void> {
  requireStep(1, sha256(bundle.subarray(0, -88)).toString('hex') === bundle.subarray(-64).toString());
  const files = await unzip(bundle);
  const lines = read(files, 'events.jsonl').split('\n').slice(0, -1);
  checkLog(files, lines);
  const events = lines.map((line) => JSON.parse(line) as Event);
  const payloadOf = (type: string): Payload | undefined => events.find((event) => event.type === type)?.payload;
  requireStep(4, payloadOf('SiteFounded')?.keyFingerprint === sha256(checkSignature(files)).toString('hex'));

  const last = events.at(-1);
  const before = Buffer.from(
    lines
      .slice(0, -1)
      .map((line) => `${line}\n`)
      .join(''),
  );
  for (const { name, bytes, sha256: digest } of last?.payload.members ?? []) {
    const content = name === 'events.jsonl' ? before : (files.get(name) ?? Buffer.alloc(0));
    requireStep(5, content.length === bytes && sha256(content).toString('hex') === digest);
  }
  requireStep(5, last?.type === 'BatchExported' && files.size === (last.payload.members?.length ?? 0) + 2);
  const own = events.filter(({ stream }) => stream === last?.stream);
  requireStep(
    6,
    own.every(({ seq }, n) => seq === n + 1),
  );
  requireStep(7, sha256(read(files, 'recipe.json')).toString('hex') === payloadOf('BatchCreated')?.recipeHash);
}

function checkLog(files: Files, lines: readonly string[]): void {
  const proof = JSON.parse(read(files, 'proof.json')) as Proof;
  const leaves = lines.map((line) => sha256(Buffer.of(0), line));
  const isSame = leaves.every((leaf, n) => leaf.toString('hex') === proof.leaves[n]?.hash);
  requireStep(2, isSame && leaves.length === proof.leaves.length);

  const at = new Map(proof.leaves.map(({ index }, n) => [index, leaves[n] ?? Buffer.alloc(0)]));
  const left = [...proof.hashes];
  const R = (a: number, b: number): Buffer => {
    const none = ![...at.keys()].some((index) => index >= a && index < b);
    if (none && Number.isInteger(Math.log2(b - a))) return Buffer.from(left.shift() ?? '', 'hex');
    if (b - a === 1) return at.get(a) ?? Buffer.alloc(0);
    const k = 2 ** (Math.ceil(Math.log2(b - a)) - 1);
    return sha256(Buffer.of(1), R(a, a + k), R(a + k, b));
  };
  const [, size, root] = read(files, 'checkpoint.txt').split('\n');
  requireStep(3, R(0, proof.size).toString('base64') === root && left.length === 0 && String(proof.size) === size);
}

/** The raw public key that the checkpoint was signed with. */
function checkSignature(files: Files): Buffer {
  const [text = '', signatures = ''] = read(files, 'checkpoint.txt').split('\n\n');
  const [key] = (JSON.parse(read(files, 'keys.json')) as { keys: { publicKey: string }[] }).keys;
  const x = Buffer.from(key?.publicKey ?? '', 'base64');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') }, format: 'jwk' });
  const signature = Buffer.from(/^— \S+ (\S+)\n$/.exec(signatures)?.[1] ?? '', 'base64').subarray(4);
  requireStep(4, verify(null, Buffer.from(`${text}\n`), publicKey, signature));
  return x;
}

type Proof = Readonly<{ size: number; leaves: readonly { index: number; hash: string }[]; hashes: readonly string[] }>;
type Event = Readonly<{ type: string; stream: string; seq: number; payload: Payload }>;
type Payload = Readonly<{
  keyFingerprint?: string;
  recipeHash?: string;
  members?: readonly { name: string; bytes: number; sha256: string }[];
}>;
