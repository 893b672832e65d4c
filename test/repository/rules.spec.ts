import { describe, expect, test } from '@jest/globals';
import { editedMigrations, idsIn, untracedRequirements, undocumentedRefusals } from './documents.js';
import { eventVersions, incompleteEvents } from './event-readers.js';
import { misplacedCode } from './code-placement.js';
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

describe('a rule that never fails is unproven: each one catches what it is for', () => {
  test('a long file, a long component, a long function', () => {
    expect(longFiles([file('libs/a/src/a.ts', lines(601)), file('apps/web/src/A.tsx', lines(301))])).toHaveLength(2);
    expect(longFiles([file('libs/a/src/b.ts', lines(600))])).toEqual([]);
    const found = longFunctions([file('libs/a/src/c.ts', `\nconst fill = () => {\n${lines(59)}};\n`)]);
    expect(found).toEqual(['libs/a/src/c.ts:2 function of 61 lines; at most 60']);
    expect(longFunctions([file('libs/a/src/d.spec.ts', `describe('x', () => {\n${lines(90)}});\n`)])).toEqual([]);
  });

  test('an empty word, an abbreviation, an I before a type, a folder of leftovers', () => {
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

  test('a barrel', () => {
    expect(barrelFiles([file('libs/a/src/a.ts', "export * from './b.js';")])).toHaveLength(1);
    expect(barrelFiles([file('libs/a/src/c.ts', "export * from './b.js'; export const own = 1;")])).toEqual([]);
  });

  test('a silent suppression, a loose end, a word that is not about the product', () => {
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

  test('the environment, a signature id and a save outside their homes', () => {
    const found = misplacedCode([
      file('apps/server/src/batch/a.ts', "const port = process.env['PORT'];\nconst id = text as SignatureId;\n"),
      file('libs/store/src/b.ts', 'await rows.save(row);\n({ synchronize: true });\n'),
      file('apps/server/src/config/config.ts', 'process.env'),
      file('apps/server/src/signature/signature.service.ts', 'text as SignatureId'),
    ]);
    expect(found).toHaveLength(4);
  });

  test('a colour and a word where they do not belong; phrases that differ', () => {
    expect(hardCodedColours([file('apps/web/src/a.css', '.a { color: #fff; }')])).toHaveLength(1);
    expect(
      hardCodedColours([file('apps/web/src/b.ts', "const ink = 'rgb(0 0 0)'; class A { #face = 1; }")]),
    ).toHaveLength(1);
    expect(hardCodedColours([file('apps/web/src/ui/tokens.css', ':root { --ink: #14202a; }')])).toEqual([]);
    expect(
      untranslatedTexts([file('apps/web/src/quality/A.tsx', 'const a = <p title="Lot">Batch {n}</p>;')]),
    ).toHaveLength(2);
    expect(untranslatedTexts([file('apps/web/src/quality/B.tsx', "const a = <p>{t('batch')} · </p>;")])).toEqual([]);
    const en = file('apps/web/src/quality/phrases.en.ts', "export const en = { a: 'A {{n}}', b: 'B' };");
    const nl = file('apps/web/src/quality/phrases.nl.ts', "export const nl = { a: 'A' } satisfies Phrases;");
    expect(unmatchedPhrases([en, nl])).toHaveLength(2);
    const both = file('apps/web/src/door/phrases.ts', "const en = { a: 'Sign in' };\nconst nl = { a: '' };");
    expect(unmatchedPhrases([both])).toEqual(['apps/web/src/door/phrases.ts:1 "a" has no Dutch sentence']);
  });
});

describe('documents and code say the same', () => {
  test('a refusal without a line, a line without a refusal', () => {
    const list = file('libs/domain/src/refusal.ts', 'export const REFUSALS = { LOT_EXPIRED: { http: 409 } };');
    const document = file('docs/refusals.md', '| `ROOM_OCCUPIED` | 409 |');
    expect(undocumentedRefusals([list, document])).toEqual([
      'libs/domain/src/refusal.ts:1 LOT_EXPIRED is not in docs/refusals.md',
      'docs/refusals.md:1 ROOM_OCCUPIED is not in libs/domain/src/refusal.ts',
    ]);
  });

  test('a refusal that the document words otherwise', () => {
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

  test('a requirement that nobody described, and one that nobody tests', () => {
    expect(idsIn('[INV-3 F13] a step waits for its predecessors')).toEqual(['INV-3', 'F13']);
    expect(idsIn('[P11-10e, A11D-12.4] audit [1, 2]')).toEqual(['P11-10e', 'A11D-12.4']);
    const spec = file('libs/a/src/a.spec.ts', "test('[INV-3] waits', () => {});");
    const document = file('docs/validation/requirements.md', '| `INV-4` | A timer fires once. |');
    expect(untracedRequirements([spec, document])).toHaveLength(2);
  });

  test('a migration edited after its release, and one taken away', () => {
    const released = { 'migrations/src/1.ts': '00', 'migrations/src/2.ts': '00' };
    expect(editedMigrations([file('migrations/src/1.ts', 'alter')], released)).toHaveLength(2);
    expect(editedMigrations([file('migrations/src/1.ts', 'alter')], {})).toEqual([]);
  });
});
