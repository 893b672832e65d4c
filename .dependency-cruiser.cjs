// Who may import whom. The folders below are the architecture; docs/architecture.md says why.
// Specs are held to the same rules as the code beside them; whole-system tests live in test/ and may reach further.

/** Only these, whatever they are: a rule by what is allowed finds what a list of the forbidden forgets. */
const onlyTo = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.spec\\.tsx?$' },
  to: { pathNot: allowed },
});

const DOMAIN = '^libs/domain/src/';
const LEDGER = '^libs/ledger/src/';
const CONTRACT = '^libs/contract/src/';
const BUNDLE = '^libs/bundle/src/';
const SETTINGS = '^libs/settings/src/';
const RECIPES = '^libs/recipes/src/';
/** Node's own modules, as the cruiser names them. */
const NODE = '^(node:)?[a-z_/]+$';
const pkg = (...names) => `node_modules/(${names.join('|')})/`;

const WEB_AREAS = 'landing-page|terminal|quality|recipe|planning';
/** Parts that the screens of an area share. They import no screen. */
const TERMINAL_PARTS = 'language|frame|command|step-card|step|timers|device|sign-in|menu';
const QUALITY_PARTS = 'language|format|exception-table';
const WEB_SERVICES =
  'time|language|refusal|live|outbox|scan|quantity|chart|batch|person|site|desk|sign-in|signing|demo|training-labels';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package is named in the package.json of whoever imports it, or of the root for tests.',
      severity: 'error',
      from: { pathNot: '\\.spec\\.tsx?$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '@autolog' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: ['\\.(spec|fixture)\\.tsx?$', '/test-fixtures/'] },
      to: { path: '\\.(spec|fixture)\\.tsx?$|/test-fixtures/|^test/' },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/[^/]+/src/|^migrations/src/', pathNot: '\\.spec\\.tsx?$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: '/@types/' },
    },
    onlyTo(
      'domain-is-pure',
      'The rules know no clock, no network, no framework: themselves and decimal.js only.',
      DOMAIN,
      [DOMAIN, pkg('decimal\\.js')],
    ),
    onlyTo('ledger-is-pure', 'The browser verifies with the same code: hashes and keys are handed in.', LEDGER, [
      LEDGER,
      pkg('canonicalize'),
    ]),
    onlyTo(
      'bundle-needs-no-database',
      'A record is written, read and verified by the rules, the ledger and JSON Schema alone.',
      BUNDLE,
      [BUNDLE, DOMAIN, LEDGER, pkg('ajv'), NODE],
    ),
    onlyTo(
      'simulation-speaks-http-only',
      'Simulated people do what people do: they send requests.',
      '^libs/simulation/src/',
      ['^libs/simulation/src/', DOMAIN, LEDGER, CONTRACT, RECIPES, NODE],
    ),
    onlyTo(
      'embedded-postgres-stands-alone',
      'It starts a database and knows nothing of what is kept in it.',
      '^libs/embedded-postgres/src/',
      ['^libs/embedded-postgres/src/', pkg('pg', '@types/pg', '@embedded-postgres/[^/]+'), NODE],
    ),
    onlyTo('settings-stand-alone', 'Every process reads its settings before it loads anything else.', SETTINGS, [
      SETTINGS,
      NODE,
    ]),
    {
      name: 'verify-needs-no-database',
      comment: 'An inspector verifies a record without this software’s database; so does a process engineer a recipe.',
      severity: 'error',
      from: { path: '^apps/cli/src/commands/(verify|recipe-check|export)\\.ts$|^libs/(bundle|simulation)/src/' },
      to: { path: ['^libs/(store|embedded-postgres)/', pkg('pg', 'typeorm')], reachable: true },
    },
    {
      name: 'opcua-for-adapter-and-simulator',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: '^(apps/(device-adapter|simulator)|libs/opcua)/' },
      to: { path: ['^libs/opcua/', pkg('node-opcua[^/]*')] },
    },
    {
      name: 'store-starts-databases-for-tests-only',
      severity: 'error',
      from: { path: '^libs/store/src/', pathNot: ['^libs/store/src/testing/', '\\.spec\\.ts$'] },
      to: { path: '^libs/embedded-postgres/' },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^(libs|migrations)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-import-each-other',
      comment: 'They are processes: they speak through the contract.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-server-and-cli-import-store',
      comment: 'One process changes a record; the command line migrates and rebuilds.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: '^(apps/(server|cli)|libs/store)/' },
      to: { path: '^libs/store/' },
    },
    {
      name: 'store-keeps-its-database',
      comment:
        'The server gets the parts of the store, each with its own methods; none of them hands out the database.',
      severity: 'error',
      from: { path: '^apps/server/' },
      to: { path: '^libs/store/src/(database|migration-digests|prepare-cluster|instant-text)\\.ts$' },
    },
    {
      name: 'contract-speaks-domain-only',
      severity: 'error',
      from: { path: CONTRACT },
      to: { path: '^(libs|migrations)/', pathNot: [CONTRACT, DOMAIN] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration runs unchanged for thirty years; it leans on nothing that changes.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(libs|apps)/' },
    },
    {
      name: 'web-takes-domain-ledger-contract',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|migrations)/', pathNot: ['^libs/(domain|ledger|contract)/'] },
    },
    {
      name: 'web-takes-types-of-the-contract',
      comment: 'The contract carries validators and Nest; only its types cross into the browser.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: CONTRACT, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-areas-stand-apart',
      comment: 'What two areas share moves to ui or to a folder beside live.',
      severity: 'error',
      from: { path: `^apps/web/src/(${WEB_AREAS})/` },
      to: { path: `^apps/web/src/(${WEB_AREAS})/`, pathNot: '^apps/web/src/$1/' },
    },
    {
      name: 'web-screens-stand-apart',
      comment:
        'What two screens share moves up to their area or becomes a part. Only the area’s routes know every screen.',
      severity: 'error',
      from: { path: `^apps/web/src/(${WEB_AREAS})/([^/]+)/` },
      to: {
        path: '^apps/web/src/$1/[^/]+/',
        pathNot: [
          '^apps/web/src/$1/$2/',
          `^apps/web/src/terminal/(${TERMINAL_PARTS})/`,
          `^apps/web/src/quality/(${QUALITY_PARTS})/`,
        ],
      },
    },
    {
      name: 'web-services-know-no-area',
      comment: 'What all areas use (live, outbox, scan, chart, batch and so on) imports no area.',
      severity: 'error',
      from: { path: `^apps/web/src/(${WEB_SERVICES}|ui)/` },
      to: { path: `^apps/web/src/(${WEB_AREAS})/` },
    },
    {
      name: 'web-ui-knows-no-process',
      comment: 'The components of ui import React and each other: no batch, no phrases, no fetch.',
      severity: 'error',
      from: { path: '^apps/web/src/ui/' },
      to: { path: ['^apps/web/src/(?!ui/)', '^libs/(?!domain/src/text\\.ts)'] },
    },
    {
      name: 'web-demo-stays-apart',
      comment:
        'The demo is loaded in the demo profile only: these pages import it at run time, when the site is a demo.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: '^apps/web/src/demo/' },
      to: { path: '^apps/web/src/demo/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'only-store-speaks-to-postgres',
      comment: 'One library knows the database; the server asks it (listening for notices included).',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(store|embedded-postgres)/', '\\.spec\\.ts$'] },
      to: { path: pkg('pg', 'typeorm', 'pg-copy-streams') },
    },
    {
      name: 'queue-and-nest-are-server-work',
      comment: 'The contract uses Nest’s swagger for its documents; the store installs the queue’s tables.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: ['^apps/server/', '^libs/store/src/migrate\\.ts$'] },
      to: { path: pkg('bullmq', 'ioredis', '@nestjs/(?!swagger)[^/]+') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(apps|libs)/[^/]+/dist/', '^migrations/dist/', '\\.css$', '\\.woff2?$'] },
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default', 'require'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
