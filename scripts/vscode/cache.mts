/** A cache of things too large for the project's own dependencies. Safe when several runs want the same thing at once. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join, resolve } from "node:path";
import { codeOf } from "../../cloud/error-code.mts";

const root = resolve(import.meta.dirname, "../../.cache");

/**
 * The folder `.cache/<name>`, made by `make` the first time. Either complete or not there: it is made beside and renamed.
 * @param name relative path; holds every version that matters, so that a new one is a new folder
 * @param make fills the folder it is given
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = resolve(root, name);
  if (existsSync(folder)) return folder;
  mkdirSync(root, { recursive: true });
  const unlock = await lock(join(realpathSync(root), name));
  try {
    if (existsSync(folder)) return folder;
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await make(partial);
    renameSync(partial, folder);
    return folder;
  } finally {
    unlock();
  }
}

/** One process at a time. The lock is a socket, which the system takes back from a process that dies. */
async function lock(resource: string): Promise<() => void> {
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on("error", () => socket.destroy());
  });
  const address = addressOf(resource);
  for (;;) {
    try {
      server.listen(address);
      await once(server, "listening");
      return () => {
        server.close();
        for (const socket of waiting) socket.destroy();
      };
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE") throw error;
    }
    console.error(`Waiting for another run that makes ${resource} …`);
    await endOfOwner(address);
  }
}

/** Linux and Windows forget the address with its owner; elsewhere it is a file. */
function addressOf(resource: string): string {
  const name = `recharge-${createHash("sha256").update(resource).digest("hex").slice(0, 16)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join("/tmp", name);
}

async function endOfOwner(address: string): Promise<void> {
  const socket = connect(address);
  try {
    await once(socket, "close");
  } catch (error) {
    // Nobody listens: the owner has ended meanwhile, or left its file behind.
    if (codeOf(error) === "ECONNREFUSED" && !address.startsWith("\0")) rmSync(address, { force: true });
  }
}
