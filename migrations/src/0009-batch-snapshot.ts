import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The state of a batch after every so many events, so that a batch nobody has asked for is read as one row. */
export class BatchSnapshot1763800000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table batch_snapshot (
        batch  uuid     primary key,
        seq    integer  not null check (seq > 0),
        format smallint not null check (format > 0),
        state  text     not null
      );
      comment on table batch_snapshot is 'a projection: what the first seq events of a batch come to';
      grant select, insert, update on batch_snapshot to autolog_runtime;
      grant select on batch_snapshot to autolog_reader;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
