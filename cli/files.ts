/** From what is named on the command line to the task files that are meant, and their text. */
import { isUtf8 } from "node:buffer";
import { type Dirent, existsSync, readdir, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { looksLikeUtf16 } from "../document/encoding.ts";
import { isTaskFile, TASK_FILES } from "../document/task-file.ts";
import { UsageError } from "./exit.ts";

export const STDIN = "-";
const IGNORED = ["**/node_modules/**", "**/.git/**"];

export interface Found {
  /** As the user would name them, relative or absolute like the argument they come from. No file twice. */
  files: string[];
  /** One text for each argument that stands for nothing. */
  problems: string[];
}

/** Looks up files, folders (searched for task files), glob patterns and `-`. Without arguments: the current folder. */
export async function findFiles(names: readonly string[]): Promise<Found> {
  const lists: string[][] = [];
  const problems: string[] = [];
  for (const name of names.length > 0 ? names : ["."]) {
    const found = await lookUp(name);
    lists.push(found.files);
    problems.push(...found.problems);
  }
  return { files: lists.length === 1 ? lists.flat() : withoutTwins(lists.flat()), problems };
}

/** Of names of one file its own, where that is among them, else the first link to it. */
function withoutTwins(files: string[], folder = "."): string[] {
  const byPath = new Map<string, string>();
  for (const file of files) {
    const path = resolve(folder, file);
    const real = file === STDIN ? STDIN : realPath(path);
    if (path === real || !byPath.has(real)) byPath.set(real, file);
  }
  return [...byPath.values()];
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

async function lookUp(name: string): Promise<Found> {
  if (name === STDIN) return { files: [STDIN], problems: [] };
  let isFolder: boolean | undefined;
  try {
    isFolder = statSync(name, { throwIfNoEntry: false })?.isDirectory();
  } catch (error) {
    return nothing(`${name}: ${reasonOf(error)}`);
  }
  if (isFolder) {
    const { files, problems } = await search(TASK_FILES, name);
    if (files.length + problems.length === 0)
      problems.push(l10n.t("{0}: no *.recharge.json file in this folder", name));
    return { files: files.map((file) => join(name, file)), problems };
  }
  if (isFolder === false) return { files: [name], problems: [] };
  const { isDynamicPattern } = await import("tinyglobby");
  const pattern = process.platform === "win32" ? name.replaceAll("\\", "/") : name;
  if (!isDynamicPattern(pattern)) return nothing(l10n.t("{0}: no such file or folder", name || '""'));
  const found = await search(pattern, ".");
  if (found.files.length + found.problems.length > 0) return found;
  return nothing(l10n.t("{0}: nothing matches this pattern", name));
}

function nothing(problem: string): Found {
  return { files: [], problems: [problem] };
}

/**
 * Files as named from the folder. Problems are folders that cannot be read, since task files may be in them, and links
 * to task files that are not there, which the search itself passes over.
 */
async function search(pattern: string, folder: string): Promise<Found> {
  const { glob } = await import("tinyglobby");
  const problems: string[] = [];
  let hasLinks = false;
  const named = (path: string) => join(folder, relative(folder, path));
  const watched = (
    path: string,
    options: { withFileTypes: true },
    done: (error: Error | null, files: Dirent[]) => void,
  ) =>
    readdir(path, options, (error, files) => {
      // A folder that is not there, or no longer, holds nothing.
      if (error && error.code !== "ENOENT") problems.push(`${named(path)}: ${reasonOf(error)}`);
      hasLinks ||= (files ?? []).some((entry) => entry.isSymbolicLink());
      const links = pattern === TASK_FILES ? brokenLinks(path, files ?? []) : [];
      problems.push(...links.map((link) => l10n.t("{0}: this link leads to no file", named(link))));
      done(error, files);
    });
  const files = await glob(pattern, {
    cwd: folder,
    ignore: IGNORED,
    expandDirectories: false,
    fs: { readdir: watched as typeof readdir },
  });
  files.sort();
  return { files: hasLinks ? withoutTwins(files, folder) : files, problems };
}

function brokenLinks(folder: string, entries: readonly Dirent[]): string[] {
  return entries
    .filter((entry) => entry.isSymbolicLink() && isTaskFile(entry.name))
    .map(({ name }) => join(folder, name))
    .filter((path) => !existsSync(path));
}

/**
 * The text of a file or, for `-`, of standard input; without a byte order mark, as editors hold it.
 * @throws UsageError when it cannot be read or is not UTF-8.
 */
export async function readText(file: string): Promise<string> {
  return withoutMark(await readWholeText(file));
}

/** The same with a byte order mark where there is one, to be written back. */
export async function readWholeText(file: string): Promise<string> {
  return file === STDIN ? decode(file, await readStdin()) : readWholeFile(file);
}

/** The same as {@link readText} at once, for files only. */
export function readFile(file: string): string {
  return withoutMark(readWholeFile(file));
}

function readWholeFile(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    // What is not UTF-8 becomes this character, and that may also be what the file says.
    return text.includes("\ufffd") ? decode(file, readFileSync(file)) : readable(file, text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: ${reasonOf(error)}`);
  }
}

/** As editors hold it. */
export function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function decode(file: string, bytes: Buffer): string {
  if (isUtf8(bytes)) return readable(file, bytes.toString());
  throw new UsageError(`${file}: ${l10n.t("not UTF-8 text; save it as UTF-8 and try again")}`);
}

function readable(file: string, text: string): string {
  if (!looksLikeUtf16(text)) return text;
  throw new UsageError(`${file}: ${l10n.t("this looks like UTF-16; save it as UTF-8 and try again")}`);
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Why a file could not be made or replaced. */
export function writeReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR" || code === "EEXIST") return l10n.t("no such folder");
  if (code === "EISDIR") return l10n.t("this is a folder");
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return l10n.t("no permission to write there");
  if (code === "ENOSPC" || code === "EDQUOT") return l10n.t("no space left on the disk");
  return message;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return l10n.t("no such file or folder");
  if (code === "EACCES" || code === "EPERM") return l10n.t("no permission to read it");
  if (code === "EISDIR") return l10n.t("this is a folder");
  return message;
}
