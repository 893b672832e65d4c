import { describe, expect, test } from '@jest/globals';
import { editedMigrations, idsIn, missingPaths, untracedRequirements, undocumentedRefusals } from './documents.js';
import { eventVersions, incompleteEvents } from './event-readers.js';
import { misplacedCode } from './code-placement.js';
import { folderCycles } from './folder-cycles.js';
import { retiredNames, retiredTexts } from './retired-words.js';
import { misplacedSql } from './sql-placement.js';
import { longFiles, longFunctions } from './sizes.js';
import type { RepositoryFile } from './source-tree.js';
import { untranslatedTexts, hardCodedColours, unmatchedPhrases } from './web-texts.js';
import {
  barrelFiles,
  meaninglessNames,
  textNotAboutProduct,
  todosWithoutIssue,
  suppressionsWithoutReason,
} from './naming.js';

const file = (path: string, text: string): RepositoryFile => ({ path, text });
const lines = (count: number): string => 'call();\n'.repeat(count);

describe('each rule reports what it is meant to find', () => {
  test('a long file, a long component, a long function', () => {
    expect(longFiles([file('libs/a/src/a.ts', lines(601)), file('apps/web/src/A.tsx', lines(301))])).toHaveLength(2);
    expect(longFiles([file('libs/a/src/b.ts', lines(600))])).toEqual([]);
    const found = longFunctions([file('libs/a/src/c.ts', `\nconst fill = () => {\n${lines(59)}};\n`)]);
    expect(found).toEqual(['libs/a/src/c.ts:2 function of 61 lines; at most 60']);
    expect(longFunctions([file('libs/a/src/d.spec.ts', `describe('x', () => {\n${lines(90)}});\n`)])).toEqual([]);
  });

  test('an empty word, an abbreviation, an I before a type, a banned folder name', () => {
    const found = meaninglessNames([
      file('libs/a/src/a.ts', 'export class LotManager {}\nconst retryCnt = 1;\ntype ILot = string;\n'),
      file('libs/a/src/utils/b.ts', ''),
    ]);
    expect(found.map((one) => one.split(' ')[0])).toEqual([
      'libs/a/src/a.ts:1',
      'libs/a/src/a.ts:2',
      'libs/a/src/a.ts:3',
      'libs/a/src/utils/b.ts:1',
    ]);
    expect(
      meaninglessNames([file('libs/a/src/c.ts', 'type Identity = 1; class Database {} const INSTANT = 1;')]),
    ).toEqual([]);
  });

  test('a retired word in a path, in a name that is chosen, in a comment, a sentence and a document', () => {
    const found = retiredNames([
      file('migrations/src/door/keeper.ts', 'export class LogKeeper { #settle() { const { reply: said } = this; } }'),
    ]);
    expect(found.map((one) => one.split(':').slice(1, 3).join(':'))).toEqual([
      '1 migrations/src/door/keeper.ts: "door" is retired',
      '1 LogKeeper: "keeper" is retired',
      '1 #settle: "settle" is retired',
      '1 said: "said" is retired',
    ]);
    const texts = [
      file('migrations/src/a.ts', "// The crew plays a batch.\nconst t = 'this is a worked example';"),
      file('docs/a.md', 'Refused as BEHIND.\nA mishap.'),
    ];
    expect(retiredTexts(texts).map((one) => one.split(' is retired')[0])).toEqual([
      'docs/a.md:1 "BEHIND"',
      'docs/a.md:2 "mishap"',
      'migrations/src/a.ts:1 "crew"',
      'migrations/src/a.ts:2 "worked example"',
    ]);
  });

  test('ordinary English, names on the wire and field terms are not retired', () => {
    const code = "type Reply = { says: string }; const { tries } = reply; const settled = { door: '/api/door' };";
    expect(retiredNames([file('migrations/src/a.ts', code)])).toEqual([]);
    const prose = file('docs/a.md', 'The device is behind the display; see `GET /api/wall` and the staged release.');
    const bag = file('libs/recipes/src/a.yaml', 'en: Weigh the bag beside the door of the cleanroom.');
    expect(retiredTexts([prose, bag])).toEqual([]);
  });

  test('folders in a circle, directly, through others, and between a folder and one below it', () => {
    const direct = [
      file('libs/a/src/b/one.ts', "import type { Two } from '../c/two.js';"),
      file('libs/a/src/c/two.ts', "export { one } from '../b/one.js';"),
    ];
    expect(folderCycles(direct)).toEqual([
      'libs/a/src/b/one.ts:1 folders in a circle: libs/a/src/b → libs/a/src/c → libs/a/src/b',
    ]);
    const between = [
      file('libs/a/src/one.ts', "import { two } from '@autolog/b/c/two';"),
      file('libs/b/src/c/two.ts', "const three = () => import('../d/three.js');"),
      file('libs/b/src/d/three.ts', "type One = import('@autolog/a/one').One;"),
    ];
    expect(folderCycles(between)).toHaveLength(1);
    const nested = [
      file('libs/a/src/one.ts', "import { two } from './b/two.js';"),
      file('libs/a/src/b/two.ts', "import { three } from '../three.js';"),
    ];
    expect(folderCycles(nested)).toHaveLength(1);
  });

  test('what puts an app together and a spec may look both ways; one direction is no circle', () => {
    const allowed = [
      file('apps/a/src/main.ts', "import { two } from './b/two.js';"),
      file('apps/a/src/b/two.ts', "import { three } from '../three.js';"),
      file('libs/a/src/b/one.ts', "import { two } from '../c/two.js';"),
      file('libs/a/src/c/two.spec.ts', "import { one } from '../b/one.js';"),
    ];
    expect(folderCycles(allowed)).toEqual([]);
  });

  test('a barrel', () => {
    expect(barrelFiles([file('libs/a/src/a.ts', "export * from './b.js';")])).toHaveLength(1);
    expect(barrelFiles([file('libs/a/src/c.ts', "export * from './b.js'; export const own = 1;")])).toEqual([]);
  });

  test('a suppression without reason, a TODO without issue number, text not about the product', () => {
    expect(suppressionsWithoutReason([file('a.ts', '// eslint-disable-next-line eqeqeq')])).toHaveLength(1);
    expect(suppressionsWithoutReason([file('b.ts', '// eslint-disable-next-line eqeqeq -- null means both')])).toEqual(
      [],
    );
    expect(todosWithoutIssue([file('a.ts', '// TODO later'), file('b.ts', '// TODO #12 later')])).toHaveLength(1);
    expect(textNotAboutProduct([file('a.md', 'see /home/somebody/notes'), file('b.md', 'lorem ipsum')])).toHaveLength(
      2,
    );
    expect(textNotAboutProduct([file('c.md', 'a reagent in the home ward')])).toEqual([]);
  });

  test('environment access, a SignatureId cast and save() where they are not allowed', () => {
    const found = misplacedCode([
      file('apps/server/src/batch/a.ts', "const port = process.env['PORT'];\nconst id = text as SignatureId;\n"),
      file('libs/store/src/b.ts', 'await rows.save(row);\n({ synchronize: true });\n'),
      file('apps/server/src/config/config.ts', 'process.env'),
      file('apps/server/src/signature/signature.service.ts', 'text as SignatureId'),
    ]);
    expect(found).toHaveLength(4);
  });

  test('a statement of SQL outside the store, whole, in parts, or by the call that sends it', () => {
    const statements = [
      "const all = 'select id from room';",
      'const busy = `exists (select from occupancy where resource = ${id})`;',
      "const next = `select nextval('batch_number')`;",
      "const newest = 'WITH newest AS (SELECT 1) SELECT * FROM newest';",
      "const add = 'insert into room (id) values ($1)';",
      'const move = `update room set seq = ${seq}`;',
      "const end = 'DELETE FROM session';",
      'await connection.query(sent);',
    ];
    const text = `${statements.join('\n')}\n`;
    const found = misplacedSql([file('apps/server/src/room/room.service.ts', text)]);
    expect(found.map((one) => one.split(' ')[0])).toEqual(
      statements.map((_, index) => `apps/server/src/room/room.service.ts:${index + 1}`),
    );
    expect(misplacedSql([file('libs/store/src/room.ts', text), file('migrations/src/1.ts', text)])).toEqual([]);
    const words = ["'Select a room from the list'", "'update the room'", "'batch.create'", 'rooms.delete(id)'];
    expect(misplacedSql([file('apps/web/src/planning/Rooms.tsx', `const a = [${words.join(', ')}];`)])).toEqual([]);
  });

  test('a colour and an untranslated word where they are not allowed; translations that differ', () => {
    expect(hardCodedColours([file('apps/web/src/a.css', '.a { color: #fff; }')])).toHaveLength(1);
    expect(
      hardCodedColours([file('apps/web/src/b.ts', "const ink = 'rgb(0 0 0)'; class A { #face = 1; }")]),
    ).toHaveLength(1);
    expect(hardCodedColours([file('apps/web/src/ui/tokens.css', ':root { --ink: #14202a; }')])).toEqual([]);
    expect(
      untranslatedTexts([file('apps/web/src/quality/A.tsx', 'const a = <p title="Lot">Batch {n}</p>;')]),
    ).toHaveLength(2);
    expect(untranslatedTexts([file('apps/web/src/quality/B.tsx', "const a = <p>{t('batch')} · </p>;")])).toEqual([]);
    const en = file('apps/web/src/quality/language/phrases.en.ts', "export const en = { a: 'A {{n}}', b: 'B' };");
    const nl = file('apps/web/src/quality/language/phrases.nl.ts', "export const nl = { a: 'A' } satisfies Phrases;");
    expect(unmatchedPhrases([en, nl])).toHaveLength(2);
    const both = file('apps/web/src/landing-page/phrases.ts', "const en = { a: 'Sign in' };\nconst nl = { a: '' };");
    expect(unmatchedPhrases([both])).toEqual(['apps/web/src/landing-page/phrases.ts:1 "a" has no Dutch sentence']);
  });
});

describe('documents and code agree', () => {
  test('a refusal that is not in the document, and the reverse', () => {
    const list = file('libs/domain/src/refusal.ts', 'export const REFUSALS = { LOT_EXPIRED: { http: 409 } };');
    const document = file('docs/refusals.md', '| `ROOM_OCCUPIED` | 409 |');
    expect(undocumentedRefusals([list, document])).toEqual([
      'libs/domain/src/refusal.ts:1 LOT_EXPIRED is not in docs/refusals.md',
      'docs/refusals.md:1 ROOM_OCCUPIED is not in libs/domain/src/refusal.ts',
    ]);
  });

  test('a refusal with another sentence in the document', () => {
    const list = file(
      'libs/domain/src/refusal.ts',
      "export const REFUSALS = { A_B: { says: { en: 'No.', nl: 'Nee.' } } };",
    );
    expect(undocumentedRefusals([list, file('docs/refusals.md', '| `A_B` | 409 | No. | Nee. |')])).toEqual([]);
    expect(undocumentedRefusals([list, file('docs/refusals.md', '| `A_B` | 409 | No. | Neen. |')])).toHaveLength(1);
  });

  test('an event without reader, schema or fixture', () => {
    const events = file(
      'libs/domain/src/room/event.ts',
      "export type RoomEvent = Readonly<{ type: 'RoomShut'; v: 2 }>;",
    );
    expect(eventVersions([events])).toMatchObject([{ type: 'RoomShut', version: 2, line: 1 }]);
    expect(incompleteEvents([events])).toHaveLength(1);
    const known = [
      file('libs/store/src/projection/room.ts', "case 'RoomShut':"),
      file('libs/bundle/src/event-schema/register-events.ts', "'RoomShut.2': shape({})"),
      file('test/fixtures/events/RoomShut.2.json', '[{}]'),
    ];
    expect(incompleteEvents([events, ...known])).toEqual([]);
  });

  test('a document that names a file that does not exist', () => {
    const present = file('libs/a/src/b.ts', '');
    const document = file('docs/a.md', 'In `libs/a/src`, `libs/a/src/b.ts`, `libs/<noun>/src` and `libs/a/src/c.ts`.');
    expect(missingPaths([present, document])).toEqual(['docs/a.md:1 names libs/a/src/c.ts, which does not exist']);
  });

  test('a requirement id that is not described, and one that is not tested', () => {
    expect(idsIn('[INV-3 F13] a step waits for its predecessors')).toEqual(['INV-3', 'F13']);
    expect(idsIn('[P11-10e, A11D-12.4] audit [1, 2]')).toEqual(['P11-10e', 'A11D-12.4']);
    const spec = file('libs/a/src/a.spec.ts', "test('[INV-3] waits', () => {});");
    const document = file('docs/validation/requirements.md', '| `INV-4` | A timer fires once. |');
    expect(untracedRequirements([spec, document])).toHaveLength(2);
    const rows = file('libs/a/src/rows.spec.ts', "const ROWS = [['[F9] a', 1]];\ntest.each(ROWS)('%s', () => {});");
    const inline = file(
      'libs/a/src/inline.spec.ts',
      "test.each<[string]>([['[INV-4] b'], ['[D5] c']])('%s', () => {});",
    );
    expect(untracedRequirements([rows, inline, document])).toEqual([
      'libs/a/src/rows.spec.ts:1 F9 is not in docs/validation/requirements.md',
      'libs/a/src/inline.spec.ts:1 D5 is not in docs/validation/requirements.md',
    ]);
  });

  test('a released migration that was edited, and one that was removed', () => {
    const released = { 'migrations/src/1.ts': '00', 'migrations/src/2.ts': '00' };
    expect(editedMigrations([file('migrations/src/1.ts', 'alter')], released)).toHaveLength(2);
    expect(editedMigrations([file('migrations/src/1.ts', 'alter')], {})).toEqual([]);
  });
});
