/** Bundles every entry point into dist/. `--watch` keeps bundling; `--production` minifies and leaves source maps out. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type BuildOptions, build, context } from "esbuild";
import { generate } from "./generate.mts";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

const common: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // Some libraries ship UMD beside ESM; only the ESM form can be bundled.
  mainFields: ["module", "main"],
  external: ["vscode", "./sandbox.js"],
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  logLevel: "warning",
  define: { VERSION: JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version) },
};

/** What each bundle is for is said in CONTRIBUTING.md. */
const bundles: BuildOptions[] = [
  { ...common, entryPoints: ["client/extension.ts"], outfile: "dist/extension.js" },
  { ...common, entryPoints: ["server/src/node.ts"], outfile: "dist/server.js" },
  {
    ...common,
    entryPoints: ["cli/main.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
    // Written for ES modules, fdir makes its `require` from it, for a package it then does without.
    define: { ...common.define, "import.meta.url": "__filename" },
  },
  { ...common, entryPoints: ["sandbox/server.ts"], outfile: "dist/sandbox.js" },
];

/** One Chinese bundle for the program out of one per source folder: `l10n/<folder>.zh-cn.json`, English text to Chinese. */
function mergeTranslations(): void {
  const merged = Object.assign(
    {},
    ...readdirSync("l10n").map((file) => JSON.parse(readFileSync(`l10n/${file}`, "utf8"))),
  );
  mkdirSync("dist/l10n", { recursive: true });
  writeFileSync("dist/l10n/bundle.l10n.zh-cn.json", JSON.stringify(merged));
}

await generate();
mergeTranslations();
cpSync("schemas/recharge.schema.json", "dist/recharge.schema.json");
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
}
