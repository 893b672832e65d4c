import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { resolve } from 'node:path';
import { defineConfig, type Plugin, type Rollup } from 'vite';

const root = import.meta.dirname;
const libs = resolve(root, '../../libs');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string };
const ENTRIES = ['index', 'terminal', 'quality', 'planning', 'recipe'] as const;
/** gzip kB of script and style an entry loads before it can be used; fonts apart. */
const BUDGET_KB: Readonly<Record<(typeof ENTRIES)[number], number>> = {
  index: 250,
  terminal: 250,
  quality: 350,
  planning: 250,
  recipe: 250,
};

/** A page that grew over its budget is found here, not on a ten-year-old panel. */
const budget = (): Plugin => ({
  name: 'autolog-budget',
  generateBundle(_, bundle) {
    const sizeOf = (name: string, seen: Set<string>): number => {
      const part = Object.hasOwn(bundle, name) ? bundle[name] : undefined;
      if (part === undefined || seen.has(name)) return 0;
      seen.add(name);
      if (part.type === 'asset') return gzipSync(part.source).length;
      const styles = [
        ...((part as Rollup.OutputChunk & { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ??
          []),
      ];
      return (
        gzipSync(part.code).length + [...part.imports, ...styles].reduce((sum, next) => sum + sizeOf(next, seen), 0)
      );
    };
    for (const part of Object.values(bundle)) {
      if (part.type !== 'chunk' || !part.isEntry) continue;
      const limit = BUDGET_KB[part.name as (typeof ENTRIES)[number]];
      const kilobytes = Math.ceil(sizeOf(part.fileName, new Set()) / 1000);
      if (kilobytes > limit)
        this.error(`${part.name} loads ${kilobytes} kB of script and style; its budget is ${limit} kB`);
    }
  },
});

export default defineConfig({
  root,
  plugins: [budget()],
  define: {
    __AUTOLOG_VERSION__: JSON.stringify(version),
  },
  resolve: {
    // Sources, not builds: the page never holds a rule older than the one that was type-checked with it.
    alias: [{ find: /^@autolog\/(domain|ledger|contract)\/(.*)$/, replacement: `${libs}/$1/src/$2.ts` }],
  },
  build: {
    target: 'es2024',
    outDir: 'dist',
    emptyOutDir: true,
    // The header allows neither data: fonts nor inline script: everything is a hashed file of our own host.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      // Libraries mark files for servers we do not have.
      onLog: (level, log, handle) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : handle(level, log)),
      input: Object.fromEntries(ENTRIES.map((name) => [name, resolve(root, `${name}.html`)])),
    },
  },
});
