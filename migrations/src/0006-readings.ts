import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Device readings. An upload is stored once (its key says so), its readings go into month partitions without any
 * per-row conflict clause, and carry device and times but never batch or step: views join by interval.
 */
export class Readings1763800000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table upload (
        adapter   uuid        not null,
        epoch     uuid        not null,
        seq       bigint      not null,
        device    uuid        not null,
        readings  integer     not null,
        digest    bytea       not null check (octet_length(digest) = 32),
        stored_at timestamptz not null default clock_timestamp(),
        primary key (adapter, epoch, seq)
      );
      -- Up to where an adapter's uploads are stored without a hole: what it may forget.
      create table upload_through (
        adapter uuid   not null,
        epoch   uuid   not null,
        seq     bigint not null,
        primary key (adapter, epoch)
      );
      create table reading (
        device       uuid        not null,
        signal       text        not null,
        aligned_time timestamptz not null,
        source_time  timestamptz not null,
        server_time  timestamptz,
        received_at  timestamptz not null,
        status_code  bigint      not null,
        number       double precision,
        text         text
      ) partition by range (aligned_time);
      create index reading_signal on reading (device, signal, aligned_time);
      comment on column reading.aligned_time is 'source time plus the measured offset of the device clock: what limits and views use';

      create table reading_minute (
        device uuid             not null,
        signal text             not null,
        minute timestamptz      not null,
        low    double precision not null,
        high   double precision not null,
        count  integer          not null,
        primary key (device, signal, minute)
      );
      create table reading_latest (
        device      uuid        not null,
        signal      text        not null,
        value       text        not null,
        source_time timestamptz not null,
        received_at timestamptz not null,
        status_code bigint      not null,
        primary key (device, signal)
      );
      create table reading_gap (
        device    uuid        not null,
        signal    text        not null,
        from_time timestamptz not null,
        to_time   timestamptz not null,
        reason    text        not null,
        recovered boolean     not null,
        adapter   uuid        not null,
        epoch     uuid        not null,
        seq       bigint      not null
      );
      create index reading_gap_time on reading_gap (device, from_time);

      -- The runtime role may not create tables; this function makes exactly one kind, and nothing else.
      create function ensure_reading_month(month date) returns void
        language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
      declare
        first date := date_trunc('month', month)::date;
        name  text := 'reading_' || to_char(first, 'YYYYMM');
      begin
        if first < date '1970-01-01' or first > date '2106-12-01' then
          raise exception 'month % lies outside what a reading can have', first using errcode = '22008';
        end if;
        if to_regclass(name) is null then
          perform pg_advisory_xact_lock(hashtext('ensure_reading_month'));
          if to_regclass(name) is null then
            -- Two devices may be the first of a month at once: to_regclass can still answer from what was known before
            -- the lock, this looks again.
            execute format('create table if not exists %I partition of reading for values from (%L) to (%L)',
                           name, first, (first + interval '1 month')::date);
            execute format('grant select, insert on %I to autolog_runtime', name);
          end if;
        end if;
      end $$;
      revoke all on function ensure_reading_month(date) from public;
      grant execute on function ensure_reading_month(date) to autolog_runtime;

      grant select, insert on upload, reading, reading_gap to autolog_runtime;
      grant select, insert, update on reading_minute, reading_latest, upload_through to autolog_runtime;
      grant select on upload, reading, reading_gap, reading_minute, reading_latest to autolog_reader;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
