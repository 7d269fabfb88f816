import { join } from "node:path";
import { type Environment, environmentRegion } from "./environment.ts";
import { homePath, readOptional } from "./files.ts";
import { checkedCredential, type Profile, type ProfileSource } from "./profile.ts";

/**
 * The SDKs' shared file: `~/.tencentcloud/credentials`, else `/etc/tencentcloud/credentials`. The SDKs know the section
 * `default` only; other sections can be chosen by name.
 */
export function iniSource(env: Environment, home: string, system = "/etc/tencentcloud/credentials"): ProfileSource {
  const own = env.TENCENTCLOUD_CREDENTIALS_FILE || join(home, ".tencentcloud", "credentials");
  return {
    kind: "ini",
    place: homePath(own, home),
    async list() {
      for (const path of [own, system]) {
        const origin = homePath(path, home);
        const text = await readOptional(path, origin);
        if (text !== undefined) return profiles(parseIni(text), origin, env);
      }
      return [];
    },
  };
}

function profiles(sections: Map<string, Map<string, string>>, origin: string, env: Environment): Profile[] {
  return [...sections].map(([name, values]) => ({
    name,
    source: "ini" as const,
    origin,
    isDefault: name === "default",
    region: environmentRegion(env),
    site: undefined,
    load: async () =>
      checkedCredential(`${origin} [${name}]`, {
        secretId: values.get("secret_id"),
        secretKey: values.get("secret_key"),
        token: values.get("token"),
      }),
  }));
}

/** Sections of `key = value`; `#` and `;` begin a comment. */
function parseIni(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    const name = /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.trim();
    const [, key, value] = /^\s*([^#;=\s]+)\s*=\s*(.*?)(?:\s[#;].*)?$/.exec(line) ?? [];
    if (name !== undefined) {
      section = new Map();
      sections.set(name, section);
    } else if (key !== undefined && value !== undefined) {
      section?.set(key.toLowerCase(), value.trim());
    }
  }
  return sections;
}
