/** `npm run package:npm`: the command line and its library as an npm package without dependencies, in dist/npm. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildAll } from "./build.mts";
import { noticesFor } from "./notices.mts";
import { billOfMaterials, SBOM } from "./sbom.mts";

const root = resolve(import.meta.dirname, "..");
/** Whose declarations are published, with those they refer to. */
const API = "cli/api.d.ts";

/** @param target an absent or old folder, ready for `npm pack` afterwards */
export async function makeNpmPackage(target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  const metafiles = await buildAll(join(target, "dist"), true);
  rmSync(join(target, "dist/extension.js"));
  writeFileSync(join(target, "THIRD_PARTY_NOTICES.txt"), noticesFor(metafiles));
  writeFileSync(join(target, SBOM), billOfMaterials());
  for (const file of ["LICENSE", "CHANGELOG.md", "CHANGELOG.zh-CN.md"]) cpSync(join(root, file), join(target, file));
  cpSync(join(root, "docs/cli.md"), join(target, "README.md"));
  cpSync(join(root, "docs/cli.zh-cn.md"), join(target, "README.zh-CN.md"));
  writeDeclarations(join(target, "types"));
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest(), undefined, 2)}\n`);
}

/** The repository's own manifest is the extension's; this one is for npm. */
function manifest(): object {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { name, version, license, repository, bugs, homepage, keywords, bin } = own;
  return {
    name,
    version,
    description:
      "Checks and submits Kafka import tasks of Tencent Cloud Log Service (CLS), kept as *.recharge.json files",
    license,
    repository,
    bugs,
    homepage,
    keywords,
    bin,
    exports: {
      ".": { types: `./types/${API}`, default: "./dist/api.js" },
      "./schema": "./dist/recharge.schema.json",
      "./package.json": "./package.json",
    },
    engines: { node: own.engines.node },
  };
}

function writeDeclarations(target: string): void {
  const all = join(target, "all");
  const project = join(target, "tsconfig.json");
  const compilerOptions = {
    rootDir: root,
    outDir: all,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rewriteRelativeImportExtensions: true,
    typeRoots: [join(root, "node_modules/@types")],
  };
  const files = ["cli/api.ts", "cli/globals.d.ts"].map((file) => join(root, file));
  mkdirSync(target, { recursive: true });
  writeFileSync(project, JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, files, include: [] }));
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project], { stdio: "inherit" });
  for (const file of withReferences(all, API)) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    // The compiler leaves these names as they are in the sources.
    const text = readFileSync(join(all, file), "utf8").replace(/(from "\.[^"]+)\.ts"/g, '$1.js"');
    writeFileSync(join(target, file), text);
  }
  rmSync(all, { recursive: true });
  rmSync(project);
}

/** A declaration file and all those it imports, directly or not. */
function withReferences(folder: string, first: string): Set<string> {
  const found = new Set([first]);
  for (const file of found) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, path = ""] of text.matchAll(/from "(\.[^"]+)"/g)) {
      found.add(join(dirname(file), path.replace(/(\.d)?\.[jt]s$/, ".d.ts")));
    }
  }
  return found;
}

if (import.meta.main) {
  const target = join(root, "dist/npm");
  await makeNpmPackage(target);
  console.log(`${target}: ready for npm pack and npm publish`);
}
