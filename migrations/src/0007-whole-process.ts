import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the overview counts of a process in which not every step applies, and a way to find when a device showed an
 * activity among millions of readings: only the readings of that one signal stand in the index.
 */
export class WholeProcess1763800000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table batch add column steps_not_applicable integer not null default 0;
      create index reading_activity on reading (device, text, aligned_time) where signal = 'activityName';
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
