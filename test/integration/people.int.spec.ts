import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { CommandReply } from '@autolog/contract/reply';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { PeopleReply } from '@autolog/contract/person';
import type { EquipmentReply } from '@autolog/contract/equipment';
import type { MeReply } from '@autolog/contract/session';
import type { ClockReply } from '@autolog/contract/site';
import { TestClient } from '../harness/test-client.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
let server: TestServer;
let admin: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  admin = await server.registerAndSignIn('admin', 'administrator');
});
afterAll(() => server.remove());

const MEREL = { userName: 'merel', name: 'Merel Visser', password: 'vijftien-tekens-of-meer', roles: ['technician'] };

async function register(person: Partial<typeof MEREL>): Promise<string> {
  const { stream } = await admin.post('/api/people', { ...MEREL, ...person });
  return stream.slice('person/'.length);
}

const typesOf = async (person: string): Promise<readonly string[]> =>
  (await server.events(`person/${person}`)).map(({ type }) => type);

test('a registered person signs in, reads their own roles and permissions, and signs out; all is recorded', async () => {
  const person = await register({});
  const merel = await TestClient.signIn(server.address, MEREL, 'terminal');
  const me = await merel.get<MeReply>('/api/me');
  expect(me).toMatchObject({ person, name: 'Merel Visser', userName: 'merel', roles: ['technician'], language: 'en' });
  expect(me.permissions).toContain('batch.perform');
  expect(me.permissions).not.toContain('people.manage');
  expect((await merel.request('POST', '/api/sign-out', {})).status).toBe(204);
  expect((await merel.request('GET', '/api/me')).problem?.code).toBe('NOT_SIGNED_IN');
  expect(await typesOf(person)).toEqual(['PersonRegistered', 'CredentialSet', 'SignedIn', 'SignedOut']);
});

test('[S19] the session cookie is HttpOnly and SameSite=Strict', async () => {
  await register({ userName: 'cookie' });
  const response = await fetch(`${server.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'cookie', password: MEREL.password, at: 'desk' }),
  });
  const [cookie] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^autolog_session=[\w-]{43};/);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Strict/);
  expect(cookie).toMatch(/; Path=\//);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('[S19] a sign-in ends the earlier session of the same client', async () => {
  const person = await register({ userName: 'first-in' });
  const who = { userName: 'first-in', password: MEREL.password };
  const client = await TestClient.signIn(server.address, who);
  await client.signIn();
  expect(await typesOf(person)).toEqual(['PersonRegistered', 'CredentialSet', 'SignedIn', 'SignedOut', 'SignedIn']);
  const [row] = await server.query<{ open: number }>('select count(*)::int as open from session where person = $1', [
    person,
  ]);
  expect(row?.open).toBe(1);
});

test('a user name is given once, also in six simultaneous requests', async () => {
  const attempts = Array.from({ length: 6 }, () =>
    admin.request('POST', '/api/people', { ...MEREL, userName: 'only-once' }, randomUUID()),
  );
  const answered = await Promise.all(attempts);
  expect(answered.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  expect(answered.flatMap(({ problem }) => problem?.code ?? []).every((code) => code === 'ALREADY_EXISTS')).toBe(true);
  const { people } = await admin.get<PeopleReply>('/api/people');
  expect(people.filter(({ userName }) => userName === 'only-once')).toHaveLength(1);
});

test('[INV-2] the same command gets the same reply; another body with its key is refused', async () => {
  const key = randomUUID();
  const body = { ...MEREL, userName: 'once' };
  const first = await admin.post('/api/people', body, key);
  expect(await admin.post('/api/people', body, key)).toEqual(first);
  const other = await admin.request('POST', '/api/people', { ...body, name: 'Somebody Else' }, key);
  expect(other).toMatchObject({ status: 422, problem: { code: 'KEY_REUSED' } });
});

test('a wrong password is refused like an unknown name, and is recorded for a known name', async () => {
  const person = await register({ userName: 'guessed' });
  const wrong = new TestClient(server.address, { userName: 'guessed', password: 'not-this-one-at-all' });
  const nobody = new TestClient(server.address, { userName: 'nobody-here', password: 'not-this-one-at-all' });
  const refusals = await Promise.all(
    [wrong, nobody].map((client) =>
      client.request('POST', '/api/sign-in', { ...client.credentials, at: 'desk' }).then(({ status, problem }) => ({
        status,
        code: problem?.code,
        detail: problem?.detail,
      })),
    ),
  );
  expect(refusals[0]).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED' });
  expect(refusals[1]).toEqual(refusals[0]);
  expect(await typesOf(person)).toEqual(['PersonRegistered', 'CredentialSet', 'SignInFailed']);
});

test('[S10] [P11-300] after repeated wrong passwords sign-in is refused for that user name only, and failures are counted in a metric', async () => {
  await register({ userName: 'target' });
  const guess = { userName: 'target', password: 'not-this-one-at-all', at: 'desk' };
  const client = new TestClient(server.address, guess);
  const codes: (string | undefined)[] = [];
  for (let n = 0; n < 7; n += 1) codes.push((await client.request('POST', '/api/sign-in', guess)).problem?.code);
  expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'SIGN_IN_FAILED'));
  expect(codes[6]).toBe('TOO_MANY_ATTEMPTS');
  const metrics = await (await fetch(`${server.internalAddress}/metrics`)).text();
  expect(metrics).toMatch(/autolog_sign_ins_failed_total\{code="SIGN_IN_FAILED"\} \d+/);
  await register({ userName: 'not-a-target' });
  await TestClient.signIn(server.address, { userName: 'not-a-target', password: MEREL.password });
});

test('a person chooses a language, and refusals are in it', async () => {
  const person = await register({ userName: 'taal' });
  const client = await TestClient.signIn(server.address, { userName: 'taal', password: MEREL.password });
  const { reply } = await client.request<CommandReply>('PUT', '/api/me/language', { language: 'nl' }, randomUUID());
  expect(reply).toEqual({ stream: `person/${person}`, position: 4 });
  expect((await client.get<MeReply>('/api/me')).language).toBe('nl');
  const { problem } = await client.request('GET', '/api/people');
  expect(problem?.detail).toBe('Dit hoort niet bij uw rol (people.manage). Vraag iemand bij wie dat wel zo is.');
  const again = await client.request<CommandReply>('PUT', '/api/me/language', { language: 'nl' }, randomUUID());
  expect(again.reply.position).toBe(4);
});

test('[S9] a change of roles ends every session of the person', async () => {
  const person = await register({ userName: 'moved' });
  const who = { userName: 'moved', password: MEREL.password };
  const [desk, terminal] = [await TestClient.signIn(server.address, who), await TestClient.signIn(server.address, who)];
  const path = `/api/people/${person}/roles`;
  const { status } = await admin.request(
    'PUT',
    path,
    { roles: ['inspector', 'technician', 'inspector'] },
    randomUUID(),
  );
  expect(status).toBe(200);
  for (const client of [desk, terminal]) {
    expect((await client.request('GET', '/api/me')).problem?.code).toBe('NOT_SIGNED_IN');
  }
  const events = await server.events(`person/${person}`);
  expect(events.slice(-2)).toMatchObject([
    { type: 'RolesChanged', payload: { was: ['technician'], now: ['technician', 'inspector'] } },
    { type: 'SignedOut', payload: { cause: 'roles changed' } },
  ]);
  const { people, asOf } = await admin.get<PeopleReply>('/api/people');
  expect(people.find(({ id }) => id === person)?.roles).toEqual(['technician', 'inspector']);
  expect(asOf).toBeGreaterThan(events.length);
  const nobody = await admin.request('PUT', `/api/people/${randomUUID()}/roles`, { roles: [] }, randomUUID());
  expect(nobody.problem?.code).toBe('NOT_FOUND');
});

test('an administrator cannot change their own roles', async () => {
  const { person } = await admin.get<MeReply>('/api/me');
  const before = await server.events(`person/${person}`);
  const { problem } = await admin.request(
    'PUT',
    `/api/people/${person}/roles`,
    { roles: ['qualified_person'] },
    randomUUID(),
  );
  expect(problem?.code).toBe('OWN_ROLES');
  expect(await server.events(`person/${person}`)).toEqual(before);
});

test('[S12] an administrator can neither replace the password of another person nor send a command in their name', async () => {
  const person = await register({ userName: 'merel-2', roles: ['planner'] });
  const own = { userName: 'merel-2', password: MEREL.password };
  const replacement = { ...MEREL, userName: 'merel-2', password: 'chosen-by-the-administrator' };
  expect(await admin.refusalCode('/api/people', replacement)).toBe('ALREADY_EXISTS');
  const guess = new TestClient(server.address, { ...own, password: replacement.password });
  expect(await guess.refusalCode('/api/sign-in', { ...guess.credentials, at: 'desk' })).toBe('SIGN_IN_FAILED');
  const merel = await TestClient.signIn(server.address, own);
  const room = { code: 'ROOM-IN-HER-NAME' };
  for (const name of ['by', 'actor', 'person', 'userName']) {
    const named = { ...MEREL, userName: 'in-her-name', [name]: person };
    if (name !== 'userName') expect(await admin.refusalCode('/api/people', named)).toBe('BAD_REQUEST');
    expect(await admin.refusalCode('/api/rooms', { ...room, [name]: person })).toBe('NOT_ALLOWED');
  }
  const before = await server.events(`person/${person}`);
  const { stream } = await merel.post('/api/rooms', room);
  const [registered] = await server.events(stream);
  expect(registered).toMatchObject({ type: 'RoomRegistered', actor: `person/${person}` });
  expect(await server.events(`person/${person}`)).toEqual(before);
});
test('[S17] a machine token is minted for its devices, repeated for the same command, and stored nowhere', async () => {
  const planner = await server.registerAndSignIn('planner', 'planner');
  await planner.post('/api/equipment', { code: 'TCT-9', capability: 'tct-processor' });
  const { equipment } = await planner.get<EquipmentReply>('/api/equipment');
  const devices = equipment.map(({ id }) => id);
  const [key, body] = [randomUUID(), { name: 'adapter 1', part: 'device-adapter', devices }];
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', body, key);
  expect(await admin.post('/api/machine-tokens', body, key)).toEqual({ token });
  const headers = { authorization: `Bearer ${token}` };
  const clock = await fetch(`${server.address}/api/site/clock`, { headers });
  expect(((await clock.json()) as ClockReply).simulated).toBe(true);
  // Routes for people refuse a machine token.
  expect((await fetch(`${server.address}/api/people`, { headers })).status).toBe(403);
  const minted = await server.events('site');
  expect(minted.at(-1)).toMatchObject({ type: 'MachineTokenMinted', payload: { part: 'device-adapter', devices } });
  const kept = await server.query<{ row: string }>(
    'select command::text as row from command union all select event::text from event union all select machine_token::text from machine_token',
  );
  expect(kept.some(({ row }) => row.includes(token))).toBe(false);
  const unknown = { ...body, devices: [randomUUID()] };
  expect(await admin.refusalCode('/api/machine-tokens', unknown)).toBe('NOT_FOUND');
});

test('invalid persons are refused and nothing is written', async () => {
  const before = await server.query<{ events: number }>('select count(*)::int as events from event');
  const bodies = [
    { ...MEREL, userName: 'short', password: 'too short' },
    { ...MEREL, userName: 'Capital' },
    { ...MEREL, userName: 'extra', administrator: true },
    { ...MEREL, userName: 'roles', roles: ['king'] },
    { ...MEREL, userName: 'no-roles', roles: [] },
    [],
  ];
  for (const body of bodies) expect(await admin.refusalCode('/api/people', body)).toBe('BAD_REQUEST');
  const keyless = await admin.request('POST', '/api/people', { ...MEREL, userName: 'keyless' });
  expect(keyless.problem?.detail).toContain('Idempotency-Key');
  expect(await server.query('select count(*)::int as events from event')).toEqual(before);
});
