import { expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { prepareCluster } from './prepare-cluster.js';
import { sharedTestServer } from './testing/test-database.js';

jest.setTimeout(60_000);

async function ask(connectionString: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('preparing a cluster again keeps the passwords of its roles and the data of its database', async () => {
  const superuserUrl = (await sharedTestServer()).superuserUrl();
  const database = `prepared_twice_${String(process.pid)}`;
  const urls = await prepareCluster(superuserUrl, database);
  try {
    await ask(urls.ownerUrl, 'create table note as select 7 as id');
    expect(await prepareCluster(superuserUrl, database)).toEqual(urls);
    expect(await ask(urls.ownerUrl, 'select id from note')).toEqual([{ id: 7 }]);
  } finally {
    await ask(superuserUrl, `drop database if exists ${database} with (force)`);
  }
});
