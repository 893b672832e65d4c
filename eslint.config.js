// What the compiler cannot check and a linter can. Every relaxation gives a reason; suppressions in the code carry
// ` -- reason` (test/repository.spec.ts). What is about words, sizes or whole trees is in test/repository.spec.ts instead.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const CONFIGURATION = ['**/config.ts', '**/vite.config.ts'];
const REPLIES_SPREAD = [
  'BatchLine',
  'BatchReply',
  'DemoProgress',
  'GapLine',
  'Problem',
  'RecipeLine',
  'ShownActivityLine',
  'SiteOverviewBatch',
  'StepLine',
  'TimerLine',
];

const SPECS = ['test/**/*.ts', '**/*.spec.ts', '**/*.fixture.ts', '**/test-fixtures/**/*.ts'];

const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing has one name wherever it is used.',
};

/** Things of the browser that have one home in apps/web; everywhere else the home is used. */
const HOMES = {
  globals: {
    fetch: {
      home: 'live/request.ts',
      why: 'the idempotency key, the session and the refusals are handled there, in one place',
    },
    EventSource: {
      home: 'live/live-updates.ts',
      why: 'one stream per window; it re-opens itself and watches for silence',
    },
    indexedDB: { home: 'outbox/outbox-store.ts', why: 'strict durability, and one sender per browser' },
    localStorage: { home: 'ui/browser-settings.ts', why: 'only settings of this browser are stored' },
  },
  imports: {
    useQuery: { from: '@tanstack/react-query', home: 'live/use-view.ts', why: 'a view is named by its stream' },
    uplot: { home: 'chart/uplot-chart.ts', why: 'gaps come from the record, never from the library' },
  },
};

/** Never anywhere in apps/web. */
const WEB_SYNTAX = [
  {
    selector: "MemberExpression[object.name='navigator'][property.name='onLine']",
    message: 'navigator.onLine says nothing about our server: use the age of the last beat.',
  },
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'No markup from strings (Trusted Types).' },
  {
    selector: "JSXAttribute[name.name='type'][value.value='number']",
    message: 'type="number" repairs what was typed: use text and parseDecimal.',
  },
  {
    selector:
      "LogicalExpression[operator='&&'] > JSXElement.right, LogicalExpression[operator='&&'] > JSXFragment.right",
    message: '`0 && <p>` prints 0: use a conditional with undefined.',
  },
];
const CLOCK = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The screen shows the server’s time only: time/site-clock.ts.',
  },
  {
    selector: "NewExpression[callee.name='Date']",
    message: 'The screen shows the server’s time only: time/site-clock.ts.',
  },
];
const NUMBERS = [
  {
    selector: "CallExpression[callee.name='parseFloat'], CallExpression[callee.name='Number']",
    message: 'What was typed stays text until parseDecimal has read it.',
  },
];
const QUERY_NEVER = ['useMutation', 'useSuspenseQuery', 'useInfiniteQuery'];

const globalRule = (free = []) => [
  'error',
  ...Object.entries(HOMES.globals)
    .filter(([name]) => !free.includes(name))
    .map(([name, { home, why }]) => ({ name, message: `Its home is ${home}: ${why}.` })),
];

const importRule = (free = []) => {
  const { useQuery, ...packages } = HOMES.imports;
  const query = free.includes('useQuery') ? QUERY_NEVER : ['useQuery', ...QUERY_NEVER];
  return [
    'error',
    {
      paths: [
        {
          name: '@tanstack/react-query',
          importNames: query,
          message: `Reads go through ${useQuery.home} (${useQuery.why}), writes through outbox/use-command.ts.`,
        },
      ],
      patterns: Object.entries(packages)
        .filter(([name]) => !free.includes(name))
        .map(([name, { home, why }]) => ({
          group: [name, `${name}/*`, '!**/*.css'],
          message: `Its home is ${home}: ${why}.`,
        })),
    },
  ];
};

/** The home itself is free of the one rule it is the home of. */
const home = (file, { global, imported, syntax }) => ({
  files: [`apps/web/src/${file}`],
  rules: {
    ...(global ? { 'no-restricted-globals': globalRule(global) } : {}),
    ...(imported ? { 'no-restricted-imports': importRule(imported) } : {}),
    ...(syntax ? { 'no-restricted-syntax': ['error', DEFAULT_EXPORT, ...syntax] } : {}),
  },
});

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'data/', 'coverage/', 'test/e2e/screenshots/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['apps/web/vite.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      // Where a file has decorators the rule stands back by itself: Nest reads constructor types at run time.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      // Nest modules are decorated classes without a body; that is how Nest is told things.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // A number in a sentence is what it looks like; objects and undefined are still refused.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => close()`, `return done();` as an early way out and `() => void send()` are how it is written here; the
      // types already say that nothing comes back.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // The classes of the contract carry validators, not behaviour: an object of that shape is a body or a reply.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Who asks for a reply or a row names its type: `api.get<Batch>(path)`.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // `for (;;)` and `while (true)` are how a loop that ends by return is written.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // React's event attributes take a function and do not care what it answers; everywhere else the check stays.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // Implementing an asynchronous port with something that does not wait is no fault; a missing await is caught by
      // no-floating-promises.
      '@typescript-eslint/require-await': 'off',
      // A leading underscore says: it is there because the caller passes it, or to be left out.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read once, in the process’s own config.ts.' },
      ],
      'no-restricted-syntax': ['error', DEFAULT_EXPORT],
      // `[...text]` by code point is what limits and grammars mean; of these classes of the contract nobody makes an
      // instance, so what is spread is the JSON of a reply.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string', ...REPLIES_SPREAD] }],
      // Scanners send group separators: the grammar names them.
      'no-control-regex': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['apps/web/src/**/*.ts', 'apps/web/src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-globals': globalRule(),
      'no-restricted-imports': importRule(),
      'no-restricted-syntax': ['error', DEFAULT_EXPORT, ...WEB_SYNTAX, ...CLOCK, ...NUMBERS],
    },
  },
  home('live/request.ts', { global: ['fetch'] }),
  home('live/live-updates.ts', { global: ['EventSource'] }),
  home('live/use-view.ts', { imported: ['useQuery'] }),
  home('time/site-clock.ts', { syntax: [...WEB_SYNTAX, ...NUMBERS] }),
  home('outbox/outbox-store.ts', { global: ['indexedDB'] }),
  home('ui/browser-settings.ts', { global: ['localStorage'] }),
  // A chart draws pixels from numbers the server sent; nothing in it is recorded.
  home('chart/**', { syntax: [...WEB_SYNTAX, ...CLOCK] }),
  home('chart/uplot-chart.ts', { imported: ['uplot'], syntax: [...WEB_SYNTAX, ...CLOCK] }),
  {
    files: CONFIGURATION,
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Build tools demand a default export of their configuration.
    files: ['**/vite.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['apps/cli/src/**/*.ts'],
    // The terminal is what a command line writes to.
    rules: { 'no-console': 'off' },
  },
  {
    files: SPECS,
    rules: {
      // A test that finds nothing where something should be fails at that line, which is what it is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Tests start processes and hand them an environment; replies of a server under test are read as they come.
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      'no-restricted-syntax': ['error', DEFAULT_EXPORT],
      // Benches and stories print what they measured.
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
