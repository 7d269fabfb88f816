/** Bundles every entry point into dist/. `--watch` keeps bundling; `--production` minifies and leaves source maps out. */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type BuildOptions, build, context, type Metafile, type Plugin } from "esbuild";
import { generate } from "./generate.mts";

const absent = resolve("scripts/absent.cjs");

/** Parts of the command line that are bundles of their own: `import()` of one loads that bundle when it is wanted. */
const partsOfCli: Plugin = {
  name: "parts-of-cli",
  setup({ onResolve }) {
    onResolve({ filter: /(^|\/)(program|(local|remote)\/index)\.ts$/ }, ({ path, kind }) => {
      const name = /(\w+)(\/index)?\.ts$/.exec(path)?.[1];
      return kind === "dynamic-import" ? { path: `./cli-${name}.js`, external: true } : undefined;
    });
  },
};

/**
 * jsonc-parser makes 1,200 strings for its formatter and does not say that they are for nothing else: who only reads, that is
 * every command but a few, would make them at each start.
 */
const formatterOnly: Plugin = {
  name: "formatter-only",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/string-intern$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, `${path}.js`),
      sideEffects: false,
    }));
  },
};

/** Says in a last line what a bundle is made of: `cli/code-cache.ts` asks for it. */
function identify(file: string): void {
  const code = readFileSync(file, "utf8");
  writeFileSync(file, `${code}//${createHash("sha256").update(code).digest("hex").slice(0, 16)}\n`);
}

const finish: Plugin = {
  name: "finish",
  setup({ onEnd }) {
    onEnd(({ metafile }) => {
      for (const file of Object.keys(metafile?.outputs ?? {}).filter((file) => file.endsWith(".js"))) {
        toAscii(file);
        identify(file);
      }
    });
  },
};

/** One per thing that is started, or loaded, by itself. */
function bundles(outdir: string, production: boolean): BuildOptions[] {
  const common: BuildOptions = {
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Some libraries ship UMD beside ESM; only the ESM form can be bundled.
    mainFields: ["module", "main"],
    external: ["vscode", "./sandbox.js", "./re2.js"],
    // Needed by few files and larger than everything else: loaded when it is needed, and in the package once.
    alias: { re2js: "./re2.js" },
    minify: production,
    sourcemap: production ? false : "linked",
    // THIRD_PARTY_NOTICES.txt has the full texts.
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    plugins: [formatterOnly, finish],
    define: { VERSION: JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version) },
  };
  const cli: BuildOptions = {
    ...common,
    plugins: [partsOfCli, formatterOnly, finish],
    // Started anew for every use: less to read is noticed.
    minify: true,
    // Loading by `require` starts faster than by `import()`.
    supported: { "dynamic-import": false },
    // The other form of l10n loads what reads files and addresses; the command line reads its own. And commander could
    // start commands that are programs of their own, for which it would load what takes a fifth of the start.
    // fdir would load another copy of what is bundled, where it finds one.
    alias: {
      ...common.alias,
      "@vscode/l10n": "@vscode/l10n/dist/browser.js",
      "node:child_process": absent,
      module: absent,
      "node:fs/promises": resolve("cli/files-at-once.ts"),
    },
    define: { ...common.define, "import.meta.url": "undefined" },
  };
  // What `cli/code-cache.ts` loads: the expression of a function, as `require` makes it of a module.
  const part: BuildOptions = {
    ...cli,
    banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
    footer: { js: "})" },
  };
  return [
    { ...common, entryPoints: ["client/extension.ts"], outfile: `${outdir}/extension.js` },
    {
      ...common,
      entryPoints: ["server/src/node.ts"],
      outfile: `${outdir}/server.js`,
      // Its libraries could also listen on sockets, fork and fetch texts. This one talks to its parent and to nobody else.
      alias: {
        ...common.alias,
        "@vscode/l10n": "@vscode/l10n/dist/browser.js",
        net: absent,
        child_process: absent,
        crypto: absent,
      },
      define: { ...common.define, fetch: "undefined" },
    },
    { ...common, alias: {}, entryPoints: ["re2js"], outfile: `${outdir}/re2.js` },
    { ...cli, entryPoints: ["cli/main.ts"], outfile: `${outdir}/cli.js`, banner: { js: "#!/usr/bin/env node" } },
    { ...part, entryPoints: ["cli/program.ts"], outfile: `${outdir}/cli-program.js` },
    { ...part, entryPoints: ["cli/local/index.ts"], outfile: `${outdir}/cli-local.js` },
    { ...part, entryPoints: ["cli/remote/index.ts"], outfile: `${outdir}/cli-remote.js` },
    { ...cli, entryPoints: ["cli/api.ts"], outfile: `${outdir}/api.js` },
    { ...common, entryPoints: ["sandbox/server.ts"], outfile: `${outdir}/sandbox.js` },
  ];
}

/** One Chinese bundle for the program out of one per source folder: `l10n/<folder>.zh-cn.json`, English text to Chinese. */
function mergeTranslations(outdir: string): void {
  const merged = Object.assign(
    {},
    ...readdirSync("l10n").map((file) => JSON.parse(readFileSync(`l10n/${file}`, "utf8"))),
  );
  mkdirSync(`${outdir}/l10n`, { recursive: true });
  writeFileSync(`${outdir}/l10n/bundle.l10n.zh-cn.json`, JSON.stringify(merged));
}

/** What is copied or merged, not bundled. */
async function prepare(outdir: string): Promise<void> {
  await generate();
  mergeTranslations(outdir);
  cpSync("schemas/recharge.schema.json", `${outdir}/recharge.schema.json`);
}

/** @returns what went into each bundle */
export async function buildAll(outdir: string, production: boolean): Promise<Metafile[]> {
  await prepare(outdir);
  const results = await Promise.all(bundles(outdir, production).map((options) => build(options)));
  return results.flatMap(({ metafile }) => metafile ?? []);
}

/** esbuild escapes all but regular expressions. A single other character makes V8 hold the source in twice the memory. */
function toAscii(file: string): void {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  writeFileSync(file, readFileSync(file, "utf8").replace(/[^\0-\x7f]/g, escaped));
}

if (import.meta.main) {
  const production = process.argv.includes("--production");
  if (process.argv.includes("--watch")) {
    await prepare("dist");
    for (const options of bundles("dist", production)) await (await context(options)).watch();
  } else await buildAll("dist", production);
}
