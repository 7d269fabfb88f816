/** The programs to compare with, installed beside the project and not with it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const FOLDER = resolve(".cache/bench");

const VERSIONS = {
  "vscode-langservers-extracted": "4.10.0",
  "yaml-language-server": "2.0.0",
  "ajv-cli": "5.0.0",
  v8r: "6.1.0",
  "@sourcemeta/jsonschema": "16.11.0",
};

/** Installs what is missing, from the npm registry. */
export function installPeers(): void {
  const missing = Object.entries(VERSIONS).filter(([name, version]) => installed(name) !== version);
  if (missing.length === 0) return;
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(`${FOLDER}/package.json`)) writeFileSync(`${FOLDER}/package.json`, '{ "private": true }');
  const wanted = missing.map(([name, version]) => `${name}@${version}`);
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...wanted], {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error("The programs to compare with could not be installed.");
}

function installed(name: string): string | undefined {
  const manifest = `${FOLDER}/node_modules/${name}/package.json`;
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : undefined;
}

/** With its version, as the table names it. */
export function label(name: keyof typeof VERSIONS): string {
  return `${name} ${VERSIONS[name]}`;
}

/** The file that starts one of their commands. */
export function binary(name: string): string {
  return `${FOLDER}/node_modules/.bin/${name}`;
}
