import { isCode, isSpec, linesThat } from './tree.js';
import type { File, Finding } from './tree.js';

/** Things that live in one place only. The pattern is looked for outside its home; comments are not code. */
type Home = Readonly<{ about: RegExp; pattern: RegExp; home: RegExp; says: string }>;

const HOMES: readonly Home[] = [
  {
    about: /^(apps|libs|migrations)\//,
    pattern: /process\.env\b/,
    home: /\/(vite\.)?config\.ts$/,
    says: 'reads the environment: settings are read once, in config.ts',
  },
  {
    about: /^(apps|libs)\//,
    pattern: /\bas SignatureId\b/,
    home: /^apps\/server\/src\/signature\/signature[.-]guard\.ts$/,
    says: 'makes a SignatureId: only the signature guard may, after both components were proven',
  },
  {
    about: /^(libs\/store|apps\/server)\//,
    pattern: /\.save\(/,
    home: /^$/,
    says: 'save() inserts or overwrites, whichever fits: use insert, or update and check the count',
  },
  {
    about: /^(apps|libs|migrations)\//,
    pattern: /synchronize:\s*true/,
    home: /^$/,
    says: 'the schema changes by migrations only',
  },
];

const isComment = (line: string): boolean => /^\s*(\/\/|\*|\/\*)/.test(line);

export const outOfHome = (files: readonly File[]): readonly Finding[] =>
  linesThat(
    files.filter((file) => isCode(file) && !isSpec(file)),
    (line, file) =>
      isComment(line)
        ? undefined
        : HOMES.find(({ about, pattern, home }) => about.test(file.path) && !home.test(file.path) && pattern.test(line))
            ?.says,
  );
