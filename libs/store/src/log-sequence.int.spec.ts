import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify as verifySignature, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyCheckpoint } from '@autolog/ledger/checkpoint';
import { verifyConsistency, verifyInclusion } from '@autolog/ledger/proof';
import { consistencyProof, inclusionProof, rootAt } from '@autolog/ledger/tree';
import { sha256 } from '@autolog/bundle/sha256';
import { CheckpointStore } from './checkpoint.js';
import { FileWitness } from './file-witness.js';
import { LogSequence } from './log-sequence.js';
import { MerkleTree } from './merkle-tree.js';
import { openSigningKey } from './signing-key.js';
import { newRoomStream, openTestRecord, roomRegistered, type TestRecord } from './testing/test-record.js';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const verifyEd25519 = (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean => {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verifySignature(null, bytes, key, signature);
};

describe('the order of the log', () => {
  let record: TestRecord;
  const dir = mkdtempSync(join(tmpdir(), 'autolog-ledger-'));
  let tree: MerkleTree;
  let sequence: LogSequence;
  let checkpoints: CheckpointStore;
  const read = (level: number, index: number) => tree.node(level, index);
  beforeAll(async () => {
    record = await openTestRecord();
    tree = new MerkleTree(record.database);
    sequence = new LogSequence(record.database);
    checkpoints = new CheckpointStore(record.database);
  });
  afterAll(() => record.close());

  const sequenceAll = async (): Promise<void> => {
    while ((await sequence.extend()).leaves > 0) continue;
  };

  test('[INV-6] every committed event gets one index without gaps, and its inclusion can be proven', async () => {
    for (let n = 0; n < 9; n += 1) await record.append(newRoomStream(), roomRegistered());
    await sequenceAll();
    const size = await tree.size();
    const [events] = await record.database.query<{ count: number }>('select count(*)::int as count from event');
    expect(size).toBe(events?.count);
    const root = await rootAt(sha256, size, read);
    const rows = await record.database.query<{ index: string; leaf_hash: Buffer }>(
      'select index::text, leaf_hash from leaf join event using (stream, seq) order by index',
    );
    for (const row of rows) {
      const index = Number(row.index);
      const proof = await inclusionProof(sha256, index, size, read);
      expect(verifyInclusion(sha256, { leafHash: row.leaf_hash, index, size, proof, root })).toBe(true);
    }
  });

  test('an event is not sequenced while an older transaction is open', async () => {
    await sequenceAll();
    const before = await tree.size();
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let began: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (began = resolve));
    const older = record.database.transaction(async () => {
      await record.database.query('select pg_current_xact_id()');
      began();
      await held;
    });
    await begun;
    await record.append(newRoomStream(), roomRegistered());
    expect(await sequence.extend()).toEqual({ leaves: 0, waiting: true });
    commit();
    await older;
    expect(await sequence.extend()).toEqual({ leaves: 1, waiting: false });
    expect(await tree.size()).toBe(before + 1);
  });

  test('four sequencers at once give each event one index', async () => {
    await Promise.all(Array.from({ length: 12 }, () => record.append(newRoomStream(), roomRegistered())));
    await Promise.all(Array.from({ length: 4 }, () => sequenceAll()));
    await sequenceAll();
    const [row] = await record.database.query<{ dense: boolean }>(
      'select count(*) = max(index) + 1 and count(*) = (select count(*) from event) as dense from leaf',
    );
    expect(row?.dense).toBe(true);
  });

  test('a checkpoint is signed when the log grew, and each is a prefix of the next [INV-6]', async () => {
    const key = openSigningKey(dir);
    const sign = () => checkpoints.signNew('autolog/test', key, () => undefined);
    await sequenceAll();
    const first = await sign();
    expect(await sign()).toBeUndefined();
    await record.append(newRoomStream(), roomRegistered());
    await sequenceAll();
    const second = await sign();
    if (!first || !second) throw new Error('no checkpoint was signed');
    const noteKey = { name: 'autolog/test', publicKey: key.publicKey };
    expect(await verifyCheckpoint(sha256, second.note, noteKey, verifyEd25519)).toMatchObject({ size: second.size });
    const proof = await consistencyProof(sha256, first.size, second.size, read);
    const claim = {
      earlier: first.size,
      later: second.size,
      earlierRoot: Buffer.from(first.root, 'hex'),
      laterRoot: Buffer.from(second.root, 'hex'),
      proof,
    };
    expect(verifyConsistency(sha256, claim)).toBe(true);
  });

  test('[F20] a witness file shows that part of the log is missing or differs', async () => {
    const key = openSigningKey(dir);
    const witness = new FileWitness(join(dir, 'witness.txt'));
    await record.append(newRoomStream(), roomRegistered());
    await sequenceAll();
    await checkpoints.signNew('autolog/test', key, (signed) => {
      witness.publish(signed);
    });
    expect(await witness.findContradiction(tree)).toBeUndefined();
    const other = await openTestRecord();
    try {
      const otherTree = new MerkleTree(other.database);
      const otherSequence = new LogSequence(other.database);
      await otherSequence.extend();
      expect(await witness.findContradiction(otherTree)).toMatch(/part of the log is missing/);
      const size = await tree.size();
      while ((await otherTree.size()) < size) {
        await other.append(newRoomStream(), roomRegistered());
        await otherSequence.extend();
      }
      expect(await witness.findContradiction(otherTree)).toMatch(/differs from what the witness/);
    } finally {
      await other.close();
    }
  });

  test('a witness file of 300 MB is read from its end', async () => {
    const file = join(dir, 'old-witness.txt');
    const witness = new FileWitness(file);
    writeFileSync(file, '');
    truncateSync(file, 300 * 2 ** 20);
    await record.append(newRoomStream(), roomRegistered());
    await sequenceAll();
    await checkpoints.signNew('autolog/test', openSigningKey(dir), (signed) => {
      witness.publish({ ...signed, note: `\n— the note before\n\n${signed.note}` });
    });
    expect(await witness.findContradiction(tree)).toBeUndefined();
    const other = await openTestRecord();
    try {
      expect(await witness.findContradiction(new MerkleTree(other.database))).toMatch(/part of the log is missing/);
    } finally {
      await other.close();
    }
  });
});
