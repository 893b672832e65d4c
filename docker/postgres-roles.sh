#!/bin/sh
# Runs once, in an empty database cluster: owner for migrations, runtime for the processes, reader for reports.
# The owner's tables are append-only for the runtime role by grant and by trigger (see migrations/).
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$OWNER_PASSWORD" -v runtime_password="$RUNTIME_PASSWORD" <<'SQL'
create role autolog_owner login noinherit password :'owner_password';
create role autolog_runtime login noinherit password :'runtime_password';
create role autolog_reader nologin noinherit;
create database autolog owner autolog_owner;
revoke all on database autolog from public;
grant connect, temporary on database autolog to autolog_runtime;
grant connect on database autolog to autolog_reader;
\connect autolog
set role autolog_owner;
create schema if not exists bullmq;
grant usage, create on schema bullmq to autolog_runtime;
SQL
