/** What the command line has in place of `node:fs/promises` must do the same. */
import * as promised from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as atOnce from "../../../cli/files-at-once.ts";
import { folder } from "../../cli/run.ts";

type Files = typeof promised | typeof atOnce;

/** A life of files, and what is seen of it. */
async function seenBy(files: Files): Promise<unknown[]> {
  const home = folder();
  const at = (name: string) => join(home, name);
  const seen: unknown[] = [];
  const failure = (error: NodeJS.ErrnoException) => [error.code, error.syscall];
  await files.mkdir(at("a/b"), { recursive: true, mode: 0o700 });
  const written = await files.open(at("a/one"), "wx", 0o600);
  await written.writeFile(Buffer.from("text"));
  await written.sync();
  await written.close();
  seen.push(await files.open(at("a/one"), "wx", 0o600).catch(failure));
  const file = await files.open(at("a/one"), files.constants.O_RDONLY);
  seen.push((await file.stat()).size, String(await file.readFile()));
  await file.close();
  await files.link(at("a/one"), at("a/two"));
  await files.copyFile(at("a/two"), at("a/three"), files.constants.COPYFILE_EXCL);
  seen.push(await files.copyFile(at("a/two"), at("a/three"), files.constants.COPYFILE_EXCL).catch(failure));
  await files.rename(at("a/three"), at("a/b/four"));
  await files.utimes(at("a/two"), new Date(1000), new Date(2000));
  await files.chmod(at("a/two"), 0o644);
  const { mode, mtimeMs, nlink, uid, gid } = await files.stat(at("a/one"));
  await files.chown(at("a/two"), uid, gid);
  seen.push(mode, mtimeMs, nlink, (await files.lstat(at("a"))).isDirectory());
  await files.access(at("a/two"), files.constants.W_OK);
  await files.unlink(at("a/two"));
  for (const fail of [
    () => files.access(at("a/two")),
    () => files.stat(at("a/two")),
    () => files.readFile(at("a")),
    () => files.readlink(at("a/one")),
    () => files.realpath(at("none")),
    () => files.unlink(at("none")),
    () => files.rename(at("none"), at("other")),
  ])
    seen.push(await fail().catch(failure));
  seen.push((await files.readdir(at("a"))).sort(), await files.readFile(at("a/b/four"), "utf8"));
  const temporary = await files.mkdtemp(at("temporary-"));
  seen.push((await files.realpath(temporary)) === (await promised.realpath(temporary)));
  await files.rm(at("a"), { recursive: true, force: true });
  seen.push((await files.readdir(home)).length);
  return seen;
}

describe("files at once", () => {
  it("are what they are with promises", async () => {
    const seen = await seenBy(promised);
    expect(seen).toContain("text");
    expect(await seenBy(atOnce)).toEqual(seen);
  });
});
