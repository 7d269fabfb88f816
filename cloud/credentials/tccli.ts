/** Profiles of the official command line, tccli: `<name>.credential` and `<name>.configure` in `~/.tccli`. */

import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { isObject } from "../../document/effective.ts";
import type { Site } from "../api/endpoint.ts";
import type { Credential } from "./credential.ts";
import { loadRoleCredential } from "./cvm-role.ts";
import { type Environment, environmentRegion } from "./environment.ts";
import { homePath, listOptional, readOptional } from "./files.ts";
import { CredentialError, checkedCredential, type Profile, type ProfileSource } from "./profile.ts";

/** @param loadRole For profiles that stand for the role of the virtual machine. */
export function tccliSource(env: Environment, home: string, loadRole = loadRoleCredential): ProfileSource {
  const folder = env.TENCENTCLOUD_SHARED_CREDENTIALS_DIR || join(home, ".tccli");
  const chosen = env.TCCLI_PROFILE || env.TENCENTCLOUD_PROFILE || "default";
  return {
    kind: "tccli",
    place: homePath(folder, home),
    async list() {
      const files = await listOptional(folder, homePath(folder, home));
      const names = files.filter((file) => file.endsWith(".credential")).map((file) => file.slice(0, -11));
      return Promise.all(
        names.sort().map((name) => toProfile({ name, folder, home, env, isDefault: name === chosen, loadRole })),
      );
    },
  };
}

interface Found {
  name: string;
  folder: string;
  home: string;
  env: Environment;
  isDefault: boolean;
  loadRole: typeof loadRoleCredential;
}

async function toProfile({ name, folder, home, env, isDefault, loadRole }: Found): Promise<Profile> {
  const path = join(folder, `${name}.credential`);
  const origin = homePath(path, home);
  const configuration = await parsed(join(folder, `${name}.configure`), home);
  const content = await parsed(path, home);
  return {
    name,
    source: "tccli",
    origin,
    isDefault,
    region:
      word(branch(configuration, "_sys_param"), "region") ?? word(configuration, "region") ?? environmentRegion(env),
    site: siteOf(configuration, content),
    async load() {
      for (const part of [content, configuration]) if (part instanceof CredentialError) throw part;
      return word(content, "type") === "cvm-role" ? loadRole() : load(content, name, origin);
    },
  };
}

type Parsed = Record<string, unknown> | CredentialError;

/** A broken file must not hide the other profiles: its error is kept until the profile is used. */
async function parsed(path: string, home: string): Promise<Parsed> {
  const origin = homePath(path, home);
  try {
    const value: unknown = JSON.parse((await readOptional(path, origin)) ?? "{}");
    if (isObject(value)) return value;
  } catch (error) {
    if (error instanceof CredentialError) return error;
  }
  return new CredentialError("malformed", origin, l10n.t("The file is not JSON as tccli writes it."));
}

function load(content: Parsed, name: string, origin: string): Credential {
  const type = word(content, "type");
  const login = type === "sso" || (type === undefined && isObject(branch(content, "sso"))) ? "sso" : "auth";
  const command = `tccli ${login} login${name === "default" ? "" : ` --profile ${name}`}`;
  if (word(content, "role-arn")) {
    throw new CredentialError(
      "unsupported",
      origin,
      l10n.t("The profile assumes a role, which is left to tccli. Use temporary credentials of that role."),
    );
  }
  const secretId = word(content, "secretId");
  if (!secretId && branch(content, "sso")) {
    throw new CredentialError("missing", origin, l10n.t("Nobody is signed in. Run `{0}`.", command));
  }
  return checkedCredential(
    origin,
    {
      secretId,
      secretKey: word(content, "secretKey"),
      token: word(content, "token"),
      expiresAt: seconds(content),
    },
    l10n.t("Run `{0}`.", command),
  );
}

/** Unix seconds in the file, milliseconds here. */
function seconds(content: Parsed): number | undefined {
  const value = isObject(content) ? content.expiresAt : undefined;
  return typeof value === "number" ? value * 1000 : undefined;
}

/** The international tccli writes its endpoints into the configuration; a login notes its site. */
function siteOf(configuration: Parsed, content: Parsed): Site | undefined {
  const endpoint = word(branch(configuration, "cls"), "endpoint");
  if (endpoint) return endpoint.includes(".intl.") ? "international" : "china";
  const site = word(branch(content, "oauth"), "site") ?? word(branch(content, "sso"), "site");
  if (site === undefined) return undefined;
  return site === "cn" ? "china" : "international";
}

function branch(value: Parsed | undefined, key: string): Record<string, unknown> | undefined {
  const member = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(member) ? member : undefined;
}

/** A non-empty string; tccli stores the word None for an answer that was left out. */
function word(value: Parsed | undefined, key: string): string | undefined {
  const member = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof member === "string" && member.trim() !== "" && member !== "None" ? member.trim() : undefined;
}
