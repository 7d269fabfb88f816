/**
 * In the command line, in place of `node:fs/promises`: to read or rename a small file takes a tenth of the time in which a
 * thread says that it has done so, and there is nothing else to do meanwhile. Only what waits for the disk goes to a thread.
 */
import * as fs from "node:fs";

type Promised = typeof import("node:fs/promises");

export const { constants } = fs;

/** Failures are rejections, as ever. */
function atOnce<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => Promise<R> {
  return async (...args) => work(...args);
}

export const access = atOnce(fs.accessSync);
export const chmod = atOnce(fs.chmodSync);
export const chown = atOnce(fs.chownSync);
export const copyFile = atOnce(fs.copyFileSync);
export const link = atOnce(fs.linkSync);
export const lstat = atOnce(fs.lstatSync) as Promised["lstat"];
export const mkdir = atOnce(fs.mkdirSync) as Promised["mkdir"];
export const mkdtemp = atOnce(fs.mkdtempSync) as Promised["mkdtemp"];
export const readdir = atOnce(fs.readdirSync) as Promised["readdir"];
export const readFile = atOnce(fs.readFileSync) as Promised["readFile"];
export const readlink = atOnce(fs.readlinkSync) as Promised["readlink"];
export const realpath = atOnce(fs.realpathSync.native) as Promised["realpath"];
export const rename = atOnce(fs.renameSync);
export const rm = atOnce(fs.rmSync);
export const stat = atOnce(fs.statSync) as Promised["stat"];
export const unlink = atOnce(fs.unlinkSync);
export const utimes = atOnce(fs.utimesSync);

/** As much of Node's `FileHandle` as is used. */
export class FileHandle {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  async stat(): Promise<fs.Stats> {
    return fs.fstatSync(this.#descriptor);
  }

  async readFile(): Promise<Buffer> {
    return fs.readFileSync(this.#descriptor);
  }

  async writeFile(bytes: Uint8Array): Promise<void> {
    fs.writeFileSync(this.#descriptor, bytes);
  }

  sync(): Promise<void> {
    return new Promise((done, fail) => fs.fsync(this.#descriptor, (error) => (error ? fail(error) : done())));
  }

  async close(): Promise<void> {
    fs.closeSync(this.#descriptor);
  }
}

export async function open(...args: Parameters<typeof fs.openSync>): Promise<FileHandle> {
  return new FileHandle(fs.openSync(...args));
}
