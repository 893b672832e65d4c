import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, type TestDatabase, sharedTestServer } from './test-database.js';

jest.setTimeout(60_000);

const prepare = async (ownerUrl: string): Promise<void> => {
  await ask(ownerUrl, 'create table note (id int primary key)');
  await ask(ownerUrl, 'insert into note values (1)');
  await ask(ownerUrl, 'grant select, insert on note to autolog_runtime');
};

async function ask(connectionString: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('databases for tests', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([cloneDatabase('notes', prepare), cloneDatabase('notes', prepare)]);
  });
  afterAll(async () => {
    await Promise.all([first.drop(), second.drop()]);
  });

  test('two suites get two databases with the same initial content', async () => {
    await ask(first.runtimeUrl, 'insert into note values (2)');
    expect(await ask(first.ownerUrl, 'select count(*)::int as notes from note')).toEqual([{ notes: 2 }]);
    expect(await ask(second.ownerUrl, 'select count(*)::int as notes from note')).toEqual([{ notes: 1 }]);
  });

  test('the runtime role can neither update rows nor create objects', async () => {
    await expect(ask(second.runtimeUrl, 'update note set id = 3')).rejects.toThrow('permission denied');
    await expect(ask(second.runtimeUrl, 'create table mine (id int)')).rejects.toThrow('permission denied');
    await expect(ask(second.runtimeUrl, 'create schema mine')).rejects.toThrow('permission denied');
  });

  test('the reader role sees nothing that was not granted', async () => {
    await expect(ask(second.readerUrl, 'select * from note')).rejects.toThrow('permission denied');
  });

  test('all tests share one server', async () => {
    const [one, other] = await Promise.all([sharedTestServer(), sharedTestServer()]);
    expect(other.pid).toBe(one.pid);
  });
});
