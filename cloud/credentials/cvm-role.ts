/** The role of a Tencent Cloud virtual machine (CVM), by its metadata service. */

import { readFile } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { isObject } from "../../document/effective.ts";
import { parseJson } from "../api/reply.ts";
import type { Credential } from "./credential.ts";
import { CredentialError, checkedCredential, type Profile, type ProfileSource } from "./profile.ts";

const METADATA = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
const HOST_FILES = ["/sys/class/dmi/id/sys_vendor", "/etc/cloud/cloud.cfg"];
const TIMEOUT = 3000;

export interface RoleOptions {
  /** Default: the metadata service, a name that exists inside Tencent Cloud only. */
  metadata?: string;
  /** Files that name Tencent on a CVM: the firmware's vendor, and the configuration of its image. */
  hostFiles?: string[];
}

/** The profile `cvm-role`. It is the default only on a CVM: elsewhere the request would go to whoever has the name. */
export function cvmRoleSource(options: RoleOptions = {}): ProfileSource {
  const place = l10n.t("the role of this virtual machine");
  return {
    kind: "cvm-role",
    place,
    async list() {
      const profile: Profile = {
        name: "cvm-role",
        source: "cvm-role",
        origin: place,
        isDefault: await isCvm(options.hostFiles ?? HOST_FILES),
        region: undefined,
        site: undefined,
        load: () => loadRoleCredential(options),
      };
      return [profile];
    },
  };
}

/** @throws CredentialError when there is no role, or no metadata service. */
export async function loadRoleCredential(options: RoleOptions = {}): Promise<Credential> {
  const origin = l10n.t("the role of this virtual machine");
  const metadata = options.metadata ?? METADATA;
  const role = (await get(metadata, origin)).trim();
  const value: unknown = parseJson(await get(new URL(encodeURIComponent(role), metadata).href, origin));
  if (!isObject(value) || value.Code !== "Success") {
    throw new CredentialError("missing", origin, l10n.t("The virtual machine has no usable role."));
  }
  const { TmpSecretId, TmpSecretKey, Token, ExpiredTime } = value;
  const pair = {
    secretId: String(TmpSecretId ?? ""),
    secretKey: String(TmpSecretKey ?? ""),
    token: String(Token ?? ""),
    expiresAt: typeof ExpiredTime === "number" ? ExpiredTime * 1000 : undefined,
  };
  return checkedCredential(origin, pair, l10n.t("Check the clock of this computer."));
}

async function get(url: string, origin: string): Promise<string> {
  let status: number;
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT) });
    if (response.ok) return await response.text();
    status = response.status;
  } catch (error) {
    throw new CredentialError("unreadable", origin, l10n.t("The metadata service does not answer."), error);
  }
  throw new CredentialError("missing", origin, l10n.t("The virtual machine has no usable role ({0}).", status));
}

async function isCvm(hostFiles: string[]): Promise<boolean> {
  const texts = await Promise.allSettled(hostFiles.map((path) => readFile(path, "utf8")));
  return texts.some((text) => text.status === "fulfilled" && text.value.includes("Tencent"));
}
