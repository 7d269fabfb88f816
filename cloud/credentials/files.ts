import { readdir, readFile } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { codeOf } from "../error-code.mts";
import { CredentialError } from "./profile.ts";

/** The path as people write it, with `~`. */
export function homePath(path: string, home: string): string {
  return path.startsWith(home) ? `~${path.slice(home.length)}` : path;
}

/**
 * @param origin Names the file in the error.
 * @returns undefined when there is no such file.
 * @throws CredentialError when there is one and it cannot be read.
 */
export async function readOptional(path: string, origin: string): Promise<string | undefined> {
  return absent(readFile(path, "utf8"), origin);
}

/** @returns The names in a folder; none when there is no such folder. */
export async function listOptional(path: string, origin: string): Promise<string[]> {
  return (await absent(readdir(path), origin)) ?? [];
}

async function absent<T>(reading: Promise<T>, origin: string): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const code = codeOf(error) ?? "";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new CredentialError("unreadable", origin, l10n.t("The file cannot be read ({0}).", code), error);
  }
}
