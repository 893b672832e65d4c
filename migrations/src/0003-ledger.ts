import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The order of the log, its Merkle tree (RFC 6962) and the signed checkpoints. */
export class Ledger1763800000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table leaf (
        index  bigint  primary key check (index >= 0),
        stream text    not null,
        seq    integer not null,
        unique (stream, seq),
        foreign key (stream, seq) references event (stream, seq)
      );
      create table node (
        level smallint not null,
        index bigint   not null,
        hash  bytea    not null check (octet_length(hash) = 32),
        primary key (level, index)
      );
      create table checkpoint (
        size      bigint      primary key,
        root      bytea       not null,
        note      text        not null,
        signed_at timestamptz not null default clock_timestamp()
      );
      create trigger leaf_append_only before update or delete or truncate on leaf
        for each statement execute function refuse_change();
      create trigger node_append_only before update or delete or truncate on node
        for each statement execute function refuse_change();
      create trigger checkpoint_append_only before update or delete or truncate on checkpoint
        for each statement execute function refuse_change();

      -- Everything below this transaction has its leaf; only a hint that saves reading, set back after a restore.
      create table horizon (single boolean primary key default true check (single), txid xid8 not null);
      insert into horizon (txid) values ('0');

      grant select, insert on leaf, node, checkpoint to autolog_runtime;
      grant select, update on horizon to autolog_runtime;
      grant select on leaf, node, checkpoint to autolog_reader;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
