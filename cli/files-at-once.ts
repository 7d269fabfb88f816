/**
 * In the command line, in place of `node:fs/promises`: to read or rename a small file takes a tenth of the time in which a
 * thread says that it has done so, and there is nothing else to do meanwhile. Only what waits for the disk goes to a thread.
 */
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  fstatSync,
  fsync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";

type Promised = typeof import("node:fs/promises");

export { constants } from "node:fs";

/** Failures are rejections, as ever. */
function atOnce<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => Promise<R> {
  return async (...args) => work(...args);
}

export const access = atOnce(accessSync);
export const chmod = atOnce(chmodSync);
export const chown = atOnce(chownSync);
export const copyFile = atOnce(copyFileSync);
export const link = atOnce(linkSync);
export const lstat = atOnce(lstatSync) as Promised["lstat"];
export const mkdir = atOnce(mkdirSync) as Promised["mkdir"];
export const mkdtemp = atOnce(mkdtempSync) as Promised["mkdtemp"];
export const readdir = atOnce(readdirSync) as Promised["readdir"];
export const readFile = atOnce(readFileSync) as Promised["readFile"];
export const readlink = atOnce(readlinkSync) as Promised["readlink"];
export const realpath = atOnce(realpathSync.native) as Promised["realpath"];
export const rename = atOnce(renameSync);
export const rm = atOnce(rmSync);
export const stat = atOnce(statSync) as Promised["stat"];
export const unlink = atOnce(unlinkSync);
export const utimes = atOnce(utimesSync);

/** As much of Node's `FileHandle` as is used. */
export class FileHandle {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  async stat(): Promise<Stats> {
    return fstatSync(this.#descriptor);
  }

  async readFile(): Promise<Buffer> {
    return readFileSync(this.#descriptor);
  }

  async writeFile(bytes: Uint8Array): Promise<void> {
    writeFileSync(this.#descriptor, bytes);
  }

  sync(): Promise<void> {
    return new Promise((done, fail) => fsync(this.#descriptor, (error) => (error ? fail(error) : done())));
  }

  async close(): Promise<void> {
    closeSync(this.#descriptor);
  }
}

export async function open(...args: Parameters<typeof openSync>): Promise<FileHandle> {
  return new FileHandle(openSync(...args));
}
