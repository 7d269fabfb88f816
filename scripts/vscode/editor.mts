/**
 * A real VS Code out of npm alone: the package `code-server` carries VS Code's server, workbench and extension host.
 * Its install scripts stay off: they compile native modules that neither the workbench nor the extension host need.
 */
import { spawn } from "node:child_process";
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readsChinese } from "../language.mts";
import { cached } from "./cache.mts";

interface Release {
  codeServer: string;
  /** Extra switches for the install of VS Code's own packages. */
  install: string[];
  /** The Node it runs on where ours is too new for it; as an npm package for this platform. */
  node?: string;
  /** The npm release of ripgrep that searches files in it, where its own comes by an install script. */
  ripgrep?: string;
}

/** VS Code version → where it comes from. The lowest is `engines.vscode` of the manifest. */
const releases = {
  "1.139.1": { codeServer: "4.139.1", install: [] },
  "1.99.3": { codeServer: "4.99.4", install: ["--legacy-peer-deps"], node: "20.19.0", ripgrep: "1.18.0" },
} satisfies Record<string, Release>;

export type Version = keyof typeof releases;
export const latest: Version = "1.139.1";
export const minimum: Version = "1.99.3";

export interface Editor {
  version: Version;
  /** `server-main.js` of VS Code. */
  server: string;
  /** The Node executable to run it with. */
  node: string;
}

/** @throws Error that says what to do, when the platform has no such VS Code or the packages cannot be fetched. */
export async function getEditor(version: Version): Promise<Editor> {
  if (process.platform === "win32") {
    throw new Error(
      "VS Code's server is not published for Windows. Set RECHARGE_VSCODE=desktop to use a downloaded one.",
    );
  }
  const release: Release = releases[version];
  const name = [version, release.ripgrep && `ripgrep-${release.ripgrep}`].filter(Boolean).join("-");
  const folder = await cached(`vscode/${name}`, (target) => install(version, release, target));
  const node = join(folder, "node_modules", nodePackage(), "bin/node");
  return {
    version,
    server: join(folder, "node_modules/code-server/lib/vscode/out/server-main.js"),
    node: existsSync(node) ? node : process.execPath,
  };
}

async function install(version: string, release: Release, folder: string): Promise<void> {
  const { codeServer, install, node, ripgrep } = release;
  console.error(
    readsChinese
      ? `正在从 npm 源下载 VS Code ${version}（只需一次，约占磁盘 600 MB）……`
      : `Fetching VS Code ${version} from the npm registry (once; about 600 MB on disk) …`,
  );
  const manifest = {
    private: true,
    dependencies: { "code-server": codeServer },
    // Not on every platform; then our own Node has to do, and files are not searched.
    optionalDependencies: { ...(node && { [nodePackage()]: node }), ...(ripgrep && { [ripgrepPackage()]: ripgrep }) },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  await npmInstall(folder, []);
  const server = join(folder, "node_modules/code-server/lib/vscode");
  await npmInstall(server, ["--omit=dev", ...install]);
  const search = join(folder, "node_modules", ripgrepPackage(), "bin");
  if (existsSync(search)) cpSync(search, join(server, "node_modules/@vscode/ripgrep/bin"), { recursive: true });
}

const nodePackage = () => `node-${process.platform}-${process.arch}`;
const ripgrepPackage = () => `@vscode/ripgrep-${process.platform}-${process.arch}`;

function npmInstall(folder: string, switches: string[]): Promise<void> {
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...switches];
  // An npm script knows its npm; the settings it exports are those of this project, not of the cache.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package)_/i.test(name)));
  const npm = process.env.npm_execpath;
  const [command, ...rest] = npm?.endsWith(".js") ? [process.execPath, npm, ...args] : ["npm", ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0
        ? resolve()
        : reject(
            new Error(`"npm ${args.join(" ")}" failed (exit code ${code}): see above. Is the npm registry reachable?`),
          ),
    );
  });
}
