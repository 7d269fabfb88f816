/**
 * Loads bundles with the code that V8 made of them when the same command ran before: to make it anew takes longer than most
 * commands. Node.js has `module.enableCompileCache()`, but not in 20, and it keeps no function that is first called later.
 */
import { isAscii } from "node:buffer";
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";

type Require = (name: string) => unknown;
type Wrapped = (exports: object, require: Require, module: object, file: string, folder: string) => void;

const HEAD = Buffer.from("(function (exports, require, module, __filename, __dirname) {");
const TAIL = Buffer.from("\n})");

/** A script whose code is not kept yet. */
interface Made {
  script: Script;
  path: string;
  source: Buffer;
}

/** Before the code: checksums of the source and of the code, 32 bits each. */
const HEADER = 8;

const requireOther = createRequire(__filename);

export class CodeCache {
  readonly #folder: string | undefined;
  readonly #command: string;
  readonly #modules = new Map<string, { exports: object }>();
  readonly #made: Made[] = [];

  /** @param command - each runs other parts of the bundles, so each keeps its own code. */
  constructor(command: string, folder = cacheFolder()) {
    this.#command = command;
    this.#folder = folder;
  }

  /** As `require` does, for a bundle beside this one and for those it names. */
  load(name: string): object {
    const known = this.#modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    this.#modules.set(name, module);
    const file = join(__dirname, name);
    const wrapped: Wrapped = this.#script(name, file).runInThisContext();
    const require: Require = (other) => (other.startsWith("./") ? this.load(other.slice(2)) : requireOther(other));
    wrapped(module.exports, require, module, file, __dirname);
    return module.exports;
  }

  /** Keeps what was made this time. To be called at the end: functions are there when they have been called. */
  keep(): void {
    try {
      for (const { script, path, source } of this.#made) write(path, script.createCachedData(), source);
    } catch {
      // Next time takes as long as this one.
    }
  }

  #script(name: string, filename: string): Script {
    const source = readFileSync(filename);
    const whole = Buffer.concat([HEAD, source, TAIL]);
    const text = whole.toString(isAscii(whole) ? "latin1" : "utf8");
    if (this.#folder === undefined) return new Script(text, { filename });
    const path = join(this.#folder, [name, VERSION, this.#command, process.version, process.arch].join("-"));
    const cachedData = read(path, source);
    const script = new Script(text, { filename, cachedData });
    // V8 refuses what another V8 made, or the same one with other flags.
    if (!cachedData || script.cachedDataRejected) this.#made.push({ script, path, source });
    return script;
  }
}

/** The user's own folder for what can be made again; undefined where others could put code into it, or it cannot be made. */
function cacheFolder({ env, platform, getuid } = process): string | undefined {
  const home = env.HOME && join(env.HOME, platform === "darwin" ? "Library/Caches" : ".cache");
  const base = env.NODE_COMPILE_CACHE || env.XDG_CACHE_HOME || (platform === "win32" ? env.LOCALAPPDATA : home);
  if (!base || env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const folder = join(base, "recharge");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    const isOwn = platform === "win32" || (stats.uid === getuid?.() && (stats.mode & 0o022) === 0);
    return stats.isDirectory() && isOwn ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** V8 looks at no more than the length of the source, and not at all whether the code is whole. */
function read(path: string, source: Buffer): Buffer | undefined {
  try {
    const file = readFileSync(path);
    const code = file.subarray(HEADER);
    const isWhole = file.readUInt32LE(0) === crc32(source) && file.readUInt32LE(4) === crc32(code);
    return isWhole ? code : undefined;
  } catch {
    return undefined;
  }
}

/** As a whole or not at all: others may read and write it at the same time. */
function write(path: string, code: Buffer, source: Buffer): void {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(crc32(source), 0);
  header.writeUInt32LE(crc32(code), 4);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, Buffer.concat([header, code]), { mode: 0o600 });
  renameSync(draft, path);
}
