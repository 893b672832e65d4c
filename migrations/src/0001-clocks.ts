import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two clocks, both the database's. `site_now()` begins as the real clock, which is all that gmp ever has; founding a
 * demo or training site replaces it by the simulated one (libs/store/src/found-site.ts).
 */
export class Clocks1763800000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function real_now() returns timestamptz language sql volatile
        return clock_timestamp();
      create function site_now() returns timestamptz language sql volatile
        return real_now();
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
