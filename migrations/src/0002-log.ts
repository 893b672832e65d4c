import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The append-only log, its stream heads, and the commands that were answered. */
export class Log1763800000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stream (
        stream text primary key check (stream ~ '^[a-z]+(/[0-9a-f-]{36})?$'),
        seq    integer not null check (seq >= 0)
      );

      create table event (
        stream    text        not null references stream,
        seq       integer     not null check (seq > 0),
        type      text        not null,
        version   smallint    not null check (version > 0),
        payload   jsonb       not null,
        actor     text        not null,
        role      text,
        terminal  text,
        room      text,
        at        timestamptz not null,
        zone      text        not null,
        command   uuid,
        software  text        not null,
        txid      xid8        not null default pg_current_xact_id(),
        canonical text        not null,
        leaf_hash bytea       not null check (octet_length(leaf_hash) = 32),
        primary key (stream, seq)
      );
      create index event_txid on event (txid);
      comment on column event.canonical is 'RFC 8785 text exactly as hashed; columns beside it are for queries';

      create table command (
        id       uuid        primary key,
        person   text        not null,
        body_mac bytea       not null,
        answer   jsonb       not null,
        at       timestamptz not null default clock_timestamp()
      );

      create table content (
        digest text  primary key check (digest ~ '^[0-9a-f]{64}$'),
        media  text  not null,
        bytes  bytea not null check (octet_length(bytes) <= 4000000)
      );
      comment on table content is 'Free text, recipes and files by digest: events hold the digest, the bytes can be shredded';

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the log is append-only: % on % is refused', tg_op, tg_table_name using errcode = '42501';
      end $$;
      create trigger event_append_only before update or delete or truncate on event
        for each statement execute function refuse_change();
      create trigger command_append_only before update or delete or truncate on command
        for each statement execute function refuse_change();

      grant select, insert on event, command, content to autolog_runtime;
      grant select, insert, update on stream to autolog_runtime;
      grant select on event, command, content, stream to autolog_reader;
    `);
  }

  down(): Promise<void> {
    throw new Error('migrations only go forward: restore from backup');
  }
}
