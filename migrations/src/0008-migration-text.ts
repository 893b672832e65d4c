import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each migration said when it ran here, as a digest: a database made by other words than ours is not ours to open. */
export class MigrationText1763800000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table migration_text (
        name   text primary key,
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$')
      );
      grant select on migration_text to autolog_runtime, autolog_reader;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
