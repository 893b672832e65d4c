// Nest and a few of its companions are ES modules only; swc turns them, like our own code, into CommonJS for Jest.
const esOnly = [
  '@nestjs',
  'canonicalize',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'load-esm',
  '@tokenizer',
  '@borewit',
];

const shared = {
  rootDir: __dirname,
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true, tsx: false },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esOnly.join('|')})/)`],
  moduleNameMapper: {
    '^@autolog/(domain|ledger|bundle|contract|embedded-postgres|store|recipes|opcua|settings|simulation)/(.*)$':
      '<rootDir>/libs/$1/src/$2.ts',
    '^@autolog/migrations/(.*)$': '<rootDir>/migrations/src/$1.ts',
    '^@autolog/server/(.*)$': '<rootDir>/apps/server/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/data/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};

const project = (displayName, testMatch, more = {}) => ({ ...shared, displayName, testMatch, ...more });

// Real databases, processes and browsers: a hook or a test there may take longer than Jest's five seconds.
const SLOW = { setupFilesAfterEnv: ['<rootDir>/test/harness/jest-timeout.ts'] };

module.exports = {
  projects: [
    project('unit', ['<rootDir>/{apps,libs,migrations}/**/*.spec.ts'], {
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.int\\.spec\\.ts$'],
    }),
    project('integration', ['<rootDir>/{apps,libs,test/integration}/**/*.int.spec.ts'], SLOW),
    project('repository', ['<rootDir>/test/repository.spec.ts', '<rootDir>/test/repository/**/*.spec.ts']),
    project('story', ['<rootDir>/test/{story,faults}/**/*.spec.ts'], SLOW),
    // Not in CI: every scenario, donor and seed. A run takes as long as it takes, and continues where it was interrupted.
    project('deep', ['<rootDir>/test/deep/**/*.spec.ts'], SLOW),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], SLOW),
  ],
};
