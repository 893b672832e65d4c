import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Current rows of the registers, the batch overview and the timers: projections of the log, written in the same
 * transaction and rebuilt from it by `autolog rebuild`. Every row says which event it has seen last.
 */
export class Registers1763800000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person (
        id        uuid    primary key,
        user_name text    not null unique,
        name      text    not null,
        roles     text[]  not null,
        language  text    not null,
        seq       integer not null
      );
      create table room (
        id     uuid    primary key,
        code   text    not null unique,
        status text    not null,
        seq    integer not null
      );
      create table equipment (
        id         uuid    primary key,
        code       text    not null unique,
        capability text    not null,
        status     text    not null,
        seq        integer not null
      );
      -- One batch per room and per device: the key itself refuses the second (INV-8, PIV-MIX).
      create table occupancy (
        resource text primary key,
        batch    uuid not null
      );
      create table lot (
        id         uuid        primary key,
        material   text        not null,
        lot_number text        not null,
        status     text        not null,
        expires_at timestamptz not null,
        seq        integer     not null,
        unique (material, lot_number)
      );
      create table therapy (
        id           uuid        primary key,
        coi          text        not null,
        order_number text        not null unique,
        ordered_at   timestamptz not null,
        seq          integer     not null
      );
      create table recipe (
        id       uuid    primary key,
        code     text    not null,
        version  text    not null,
        status   text    not null,
        hash     text    not null,
        title    jsonb   not null,
        steps    integer not null,
        authors  text[]  not null,
        approval jsonb,
        seq      integer not null,
        unique (code, version)
      );
      create table batch (
        id                  uuid        primary key,
        number              text        not null unique,
        therapy             uuid        not null unique,
        coi                 text        not null,
        order_number        text        not null,
        recipe              uuid        not null,
        recipe_hash         text        not null,
        status              text        not null,
        held                boolean     not null,
        simulated           boolean     not null,
        room                uuid,
        device              uuid,
        steps_done          integer     not null,
        exceptions_open     integer     not null,
        exceptions_critical integer     not null,
        created_at          timestamptz not null,
        started_at          timestamptz,
        seq                 integer     not null
      );
      create table timer (
        batch   uuid        not null,
        name    text        not null,
        step    text        not null,
        purpose text        not null,
        due_at  timestamptz not null,
        status  text        not null,
        primary key (batch, name)
      );
      create index timer_due on timer (due_at) where status = 'armed';
      -- A device serves a batch from DeviceBound to DeviceReleased; readings are joined to it by this interval.
      create table binding (
        device uuid        not null,
        batch  uuid        not null,
        since  timestamptz not null,
        until  timestamptz,
        primary key (device, batch)
      );
      create index binding_batch on binding (batch);
      create sequence batch_number;

      grant select, insert, update on person, room, equipment, lot, therapy, recipe, batch, timer, binding to autolog_runtime;
      grant select, insert, delete on occupancy to autolog_runtime;
      grant usage on sequence batch_number to autolog_runtime;
      grant select on person, room, equipment, occupancy, lot, therapy, recipe, batch, timer, binding to autolog_reader;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
