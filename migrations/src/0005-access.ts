import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What proves a person or a machine; none of it is part of the record, all of it by the real clock. */
export class Access1763800000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table credential (
        person  uuid        primary key,
        hash    text        not null,
        set_at  timestamptz not null default clock_timestamp()
      );
      create table session (
        token_hash bytea       primary key,
        person     uuid        not null,
        place      text        not null,
        created_at timestamptz not null default clock_timestamp(),
        seen_at    timestamptz not null default clock_timestamp()
      );
      create index session_person on session (person);
      create table challenge (
        id         uuid        primary key,
        content    text        not null,
        meaning    text        not null,
        path       text        not null,
        created_at timestamptz not null default clock_timestamp(),
        used_at    timestamptz
      );
      create table machine_token (
        token_hash bytea  primary key,
        id         uuid   not null unique,
        name       text   not null,
        part       text   not null,
        devices    uuid[] not null
      );
      grant select, insert, update on credential to autolog_runtime;
      grant select, insert, update, delete on session, challenge to autolog_runtime;
      grant select, insert, delete on machine_token to autolog_runtime;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
