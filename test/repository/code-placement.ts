import { isCode, isSpec, violationsPerLine } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

/** Things that live in one place only. The pattern is looked for outside its home; comments are not code. */
type Placement = Readonly<{ about: RegExp; pattern: RegExp; allowedIn: RegExp; message: string }>;

const PLACEMENTS: readonly Placement[] = [
  {
    about: /^(apps|libs|migrations)\//,
    pattern: /process\.env\b/,
    allowedIn: /\/(vite\.)?config\.ts$/,
    message: 'reads the environment: settings are read once, in config.ts',
  },
  {
    about: /^(apps|libs)\//,
    pattern: /\bas SignatureId\b/,
    allowedIn: /^apps\/server\/src\/signature\/signature\.service\.ts$/,
    message: 'makes a SignatureId: only the signature service may, after both components were proven',
  },
  {
    about: /^(libs\/store|apps\/server)\//,
    pattern: /\.save\(/,
    allowedIn: /^$/,
    message: 'save() inserts or overwrites, whichever fits: use insert, or update and check the count',
  },
  {
    about: /^(apps|libs|migrations)\//,
    pattern: /synchronize:\s*true/,
    allowedIn: /^$/,
    message: 'the schema changes by migrations only',
  },
];

const isComment = (line: string): boolean => /^\s*(\/\/|\*|\/\*)/.test(line);

export const misplacedCode = (files: readonly RepositoryFile[]): readonly Violation[] =>
  violationsPerLine(
    files.filter((file) => isCode(file) && !isSpec(file)),
    (line, file) =>
      isComment(line)
        ? undefined
        : PLACEMENTS.find(
            ({ about, pattern, allowedIn: home }) =>
              about.test(file.path) && !home.test(file.path) && pattern.test(line),
          )?.message,
  );
