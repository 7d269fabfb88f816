/**
 * Loads bundles with the code that V8 made of them when the same command ran before: to make it anew takes longer than most
 * commands. Node.js has `module.enableCompileCache()`, but not in 20, and it keeps no function that is first called later.
 */
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

type Require = (name: string) => unknown;
/** What the text of such a bundle is: as Node.js makes it of a module, and made so beforehand, as a copy would be noticed. */
type Wrapped = (exports: object, require: Require, module: object, file: string, folder: string) => void;

/** Bundles that others `require`, too, are wrapped here. */
const HEAD = "(function (exports, require, module, __filename, __dirname) {";
const TAIL = "})";

/** A script whose code is not kept yet. */
interface Made {
  script: Script;
  path: string;
  id: string;
}

/** How long the line is that says what a bundle is made of: its last one. It comes after kept code, too. */
const ID = 19;

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
    const requireOne: Require = (other) => (other.startsWith("./") ? this.load(other.slice(2)) : require(other));
    wrapped(module.exports, requireOne, module, file, __dirname);
    return module.exports;
  }

  /** Keeps what was made this time. To be called at the end: functions are there when they have been called. */
  keep(): void {
    try {
      for (const { script, path, id } of this.#made)
        write(path, Buffer.concat([script.createCachedData(), Buffer.from(id)]));
    } catch {
      // Next time takes as long as this one.
    }
  }

  #script(name: string, filename: string): Script {
    // Bundles are ASCII.
    const bundle = readFileSync(filename, "latin1");
    const source = name.startsWith("cli-") ? bundle : HEAD + bundle + TAIL;
    if (this.#folder === undefined) return new Script(source, { filename });
    const path = join(this.#folder, [name, this.#command, process.version, process.arch].join("-"));
    const id = bundle.slice(-ID);
    const cachedData = read(path, id);
    const script = new Script(source, { filename, cachedData });
    // V8 refuses what another V8 made, or the same one with other flags.
    if (!cachedData || script.cachedDataRejected) this.#made.push({ script, path, id });
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

/**
 * V8 itself looks at no more than the length of the source, and at that of the code. It would copy code that does not
 * begin where a word of memory does: nothing comes before it.
 */
function read(path: string, id: string): Buffer | undefined {
  try {
    const file = readFileSync(path);
    return file.toString("latin1", file.length - ID) === id ? file.subarray(0, -ID) : undefined;
  } catch {
    return undefined;
  }
}

/** As a whole or not at all, whoever reads or writes it at the same time and whenever the power fails. */
function write(path: string, bytes: Buffer): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, bytes, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    // Of a full disk it would take what is left, anew with every run.
    rmSync(draft, { force: true });
    throw error;
  }
}
