// Bundles the real gallery: node build.mjs OUT_DIR
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const out = process.argv[2];
const library = dirname(createRequire(import.meta.url).resolve('@alifd/next/package.json'));

await mkdir(out, { recursive: true });
await build({
  entryPoints: ['real.jsx'],
  outfile: join(out, 'real.js'),
  bundle: true,
  minify: true,
  jsx: 'transform',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});

// The style sheet's fonts live on a public server: a test must not call there.
const css = await readFile(join(library, 'dist/next.css'), 'utf8');
await writeFile(join(out, 'library.css'), css.replace(/@font-face\s*\{[^}]*\}/g, ''));
