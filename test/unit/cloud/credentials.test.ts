import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as http from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { listProfiles, NoCredentialError, resolveProfile, standardSources } from "../../../cloud/credentials/chain.ts";
import { Credential, MalformedCredentialError } from "../../../cloud/credentials/credential.ts";
import { cvmRoleSource } from "../../../cloud/credentials/cvm-role.ts";
import { environmentSource } from "../../../cloud/credentials/environment.ts";
import { iniSource } from "../../../cloud/credentials/ini.ts";
import { CredentialError, type Profile, type ProfileSource } from "../../../cloud/credentials/profile.ts";
import { tccliSource } from "../../../cloud/credentials/tccli.ts";
import { findSecrets } from "../../support/canaries.ts";
import { listen } from "./servers.ts";

const key = "canary-secret-key-0123456789";
const token = "canary-token-0123456789";
const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const anHourAgo = inAnHour - 7200;

/** A home directory with files by path; values that are not text are written as JSON. */
function home(files: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "home-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

async function only(source: ProfileSource): Promise<Profile> {
  const [profile, ...more] = await source.list();
  expect(more).toEqual([]);
  if (!profile) throw new Error("no profile");
  return profile;
}

async function problem(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CredentialError || error instanceof NoCredentialError)) throw error ?? new Error("no error");
  expect(findSecrets(`${error.message} ${inspect(error)}`, [key, token])).toEqual([]);
  return error;
}

describe("a credential", () => {
  const credential = new Credential({
    secretId: " EXAMPLE-SECRET-ID-1234 ",
    secretKey: `${key}\n`,
    token,
    expiresAt: 1,
  });

  it("has what a signature needs, without the blanks around it", () => {
    const { secretId, secretKey, expiresAt } = credential;
    expect({ secretId, secretKey, token: credential.token, expiresAt }).toEqual({
      secretId: "EXAMPLE-SECRET-ID-1234",
      secretKey: key,
      token,
      expiresAt: 1,
    });
    expect(new Credential({ secretId: "i", secretKey: "k", token: " " }).token).toBeUndefined();
  });

  it("shows itself nowhere", () => {
    const shown = [
      JSON.stringify({ credential }),
      String(credential),
      `${credential}`,
      inspect(credential, { depth: 9, showHidden: true, getters: true }),
      inspect({ nested: [credential] }),
      JSON.stringify({ ...credential }),
      JSON.stringify(Object.entries(credential)),
      JSON.stringify(structuredClone(credential)),
    ].join("\n");
    expect(shown).not.toContain("canary");
    expect(shown).not.toContain("EXAMPLE-SECRET-ID");
    expect(shown).toContain("Credential(EXAM****1234)");
  });

  it("masks a short id entirely", () => {
    expect(new Credential({ secretId: "short-id", secretKey: "k" }).maskedId).toBe("****");
  });

  it.each([
    [{ secretId: "", secretKey: key }, "SecretId is empty"],
    [{ secretId: "id", secretKey: " \n" }, "SecretKey is empty"],
    [{ secretId: "id", secretKey: `${key} x` }, "SecretKey has characters"],
    [{ secretId: "“id”", secretKey: key }, "SecretId has characters"],
    [{ secretId: "id", secretKey: key, token: `${token}\r\nX-Evil: 1` }, "Token has characters"],
  ])("is refused without telling it when it is malformed", (pair, message) => {
    expect(() => new Credential(pair)).toThrow(MalformedCredentialError);
    expect(() => new Credential(pair)).toThrow(message);
    expect(() => new Credential(pair)).not.toThrow("canary");
  });
});

describe("the environment", () => {
  const pair = { TENCENTCLOUD_SECRET_ID: "EXAMPLE-ID", TENCENTCLOUD_SECRET_KEY: key };

  it.each(["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"])(
    "holds a token in %s",
    async (name) => {
      const profile = await only(environmentSource({ ...pair, [name]: token }));
      expect((await profile.load()).token).toBe(token);
    },
  );

  it("holds region and site", async () => {
    const env = { ...pair, TENCENTCLOUD_REGION: " ap-tokyo ", TENCENTCLOUD_DOMAIN: "intl.tencentcloudapi.com" };
    expect(await only(environmentSource(env))).toMatchObject({
      name: "environment",
      source: "environment",
      isDefault: true,
      region: "ap-tokyo",
      site: "international",
    });
    const china = { ...pair, TENCENTCLOUD_DOMAIN: "tencentcloudapi.com" };
    expect(await only(environmentSource(china))).toMatchObject({ region: undefined, site: "china" });
    expect((await only(environmentSource(pair))).site).toBeUndefined();
  });

  it("may hold nothing", async () => {
    expect(await environmentSource({ TENCENTCLOUD_TOKEN: token }).list()).toEqual([]);
  });

  it.each([
    [{ TENCENTCLOUD_SECRET_ID: "EXAMPLE-ID" }, "missing", "TENCENTCLOUD_SECRET_KEY is not set"],
    [{ TENCENTCLOUD_SECRET_KEY: key }, "missing", "TENCENTCLOUD_SECRET_ID is not set"],
    [{ ...pair, TENCENTCLOUD_SECRET_ID: "a b" }, "malformed", "SecretId has characters"],
    [{ ...pair, TENCENTCLOUD_SECRET_ID: " " }, "malformed", "SecretId is empty"],
    [
      { ...pair, TENCENTCLOUD_TOKEN: token, TENCENTCLOUD_SESSION_TOKEN: "other" },
      "malformed",
      "TENCENTCLOUD_TOKEN, TENCENTCLOUD_SESSION_TOKEN",
    ],
  ])("that is half set is a mistake", async (env, kind, message) => {
    const error = await problem((await only(environmentSource(env))).load());
    expect(error).toMatchObject({ problem: kind });
    expect(error.message).toContain("the environment");
    expect(error.message).toContain(message);
  });
});

describe("the SDKs' file", () => {
  const content = [
    "\uFEFF# comment = 1",
    "outside = 1",
    "[default]",
    "; secret_id = old",
    "secret_id = EXAMPLE-ID ; the team's",
    `SECRET_KEY=${key}`,
    `token = ${token}`,
    "[ work ] # other",
    "secret_id = EXAMPLE-WORK",
    "",
  ].join("\r\n");

  it("has the default profile and others by name", async () => {
    const folder = home({ ".tencentcloud/credentials": content });
    const profiles = await iniSource({ TENCENTCLOUD_REGION: "ap-seoul" }, folder, "/nowhere").list();
    expect(profiles).toMatchObject([
      { name: "default", isDefault: true, source: "ini", origin: "~/.tencentcloud/credentials", region: "ap-seoul" },
      { name: "work", isDefault: false },
    ]);
    const credential = await profiles[0]?.load();
    expect([credential?.secretId, credential?.secretKey, credential?.token]).toEqual(["EXAMPLE-ID", key, token]);
    const error = await problem(profiles[1]?.load() ?? Promise.resolve());
    expect(error.message).toBe("Credentials from ~/.tencentcloud/credentials [work]: The SecretKey is missing.");
  });

  it("may be elsewhere: by variable, or for the whole system", async () => {
    const folder = home({ "mine.ini": "[mine]\n", "etc/credentials": "[system]\n" });
    const mine = join(folder, "mine.ini");
    expect(await iniSource({ TENCENTCLOUD_CREDENTIALS_FILE: mine }, folder).list()).toMatchObject([{ name: "mine" }]);
    expect(await iniSource({}, folder, join(folder, "etc/credentials")).list()).toMatchObject([{ name: "system" }]);
    expect(await iniSource({}, join(folder, "mine.ini"), "/nowhere/at/all").list()).toEqual([]);
  });

  it("that cannot be read is an error that names it", async () => {
    const folder = home({ ".tencentcloud/credentials/folder": "" });
    const error = await problem(iniSource({}, folder).list());
    expect(error).toMatchObject({ problem: "unreadable" });
    expect(error.message).toBe("Credentials from ~/.tencentcloud/credentials: The file cannot be read (EISDIR).");
  });
});

describe("tccli's profiles", () => {
  const permanent = { secretId: "EXAMPLE-ID", secretKey: key };
  const load = async (name: string, files: Record<string, unknown>) => {
    const profiles = await tccliSource({}, home(files)).list();
    return profiles.find((profile) => profile.name === name)?.load() ?? Promise.reject(new Error("no such profile"));
  };
  const loadDefault = (content: unknown) => load("default", { ".tccli/default.credential": content });

  it("are listed with region and site", async () => {
    const folder = home({
      ".tccli/default.credential": permanent,
      ".tccli/default.configure": {
        _sys_param: { region: "ap-singapore" },
        cls: { endpoint: "cls.intl.tencentcloudapi.com" },
      },
      ".tccli/cn.credential": permanent,
      ".tccli/cn.configure": { region: "ap-beijing", cls: { endpoint: "cls.tencentcloudapi.com" } },
      ".tccli/login.credential": { oauth: { site: "cn" } },
      ".tccli/sso.credential": { sso: { site: "intl" } },
      ".tccli/none.credential": permanent,
      ".tccli/none.configure": { _sys_param: { region: "None" }, cls: { endpoint: 1 } },
      ".tccli/readme.txt": "",
    });
    const profiles = await tccliSource({ TENCENTCLOUD_REGION: "ap-tokyo" }, folder).list();
    expect(profiles.map(({ name, region, site, isDefault }) => [name, region, site, isDefault])).toEqual([
      ["cn", "ap-beijing", "china", false],
      ["default", "ap-singapore", "international", true],
      ["login", "ap-tokyo", "china", false],
      ["none", "ap-tokyo", undefined, false],
      ["sso", "ap-tokyo", "international", false],
    ]);
    expect(profiles[1]?.origin).toBe("~/.tccli/default.credential");
  });

  it.each([{ TCCLI_PROFILE: "b" }, { TENCENTCLOUD_PROFILE: "b" }])("have another default by %o", async (env) => {
    const folder = home({ ".tccli/a.credential": permanent, ".tccli/b.credential": permanent });
    const profiles = await tccliSource(env, folder).list();
    expect(profiles.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(["b"]);
  });

  it("may be in another folder, or not be there", async () => {
    const folder = home({ "shared/p.credential": permanent });
    const env = { TENCENTCLOUD_SHARED_CREDENTIALS_DIR: join(folder, "shared") };
    expect(await tccliSource(env, folder).list()).toMatchObject([{ name: "p", origin: "~/shared/p.credential" }]);
    expect(await tccliSource({}, folder).list()).toEqual([]);
  });

  it("hold permanent and temporary keys", async () => {
    expect((await loadDefault(permanent)).token).toBeUndefined();
    expect((await loadDefault({ ...permanent, token: "None" })).token).toBeUndefined();
    expect((await loadDefault({ ...permanent, token })).token).toBe(token);
    const login = { type: "oauth", ...permanent, token, expiresAt: inAnHour, oauth: { site: "cn" } };
    expect(await loadDefault(login)).toMatchObject({ token, expiresAt: inAnHour * 1000 });
  });

  it.each([
    [{ secretId: "None", secretKey: "None" }, "missing", "The SecretId is missing"],
    [{ secretId: "EXAMPLE-ID", secretKey: "" }, "missing", "The SecretKey is missing"],
    [{ type: "oauth", ...permanent, token, expiresAt: anHourAgo }, "expired", "Run `tccli auth login`"],
    [{ type: "sso", ...permanent, token, expiresAt: anHourAgo, sso: {} }, "expired", "Run `tccli sso login`"],
    [{ sso: { authUrl: "https://example.com" } }, "missing", "Nobody is signed in. Run `tccli sso login`"],
    [{ ...permanent, "role-arn": "qcs::cam::uin/1:roleName/r" }, "unsupported", "assumes a role"],
    ["{", "malformed", "not JSON"],
    ["[]", "malformed", "not JSON"],
  ])("that cannot be used say why: %j", async (content, kind, message) => {
    const error = await problem(loadDefault(content));
    expect(error).toMatchObject({ problem: kind });
    expect(error.message).toContain("~/.tccli/default.credential");
    expect(error.message).toContain(message);
  });

  it("may stand for the role of the virtual machine", async () => {
    const ofRole = new Credential({ secretId: "EXAMPLE-ROLE", secretKey: key });
    const folder = home({ ".tccli/default.credential": { type: "cvm-role" } });
    const profile = await only(tccliSource({}, folder, async () => ofRole));
    expect(await profile.load()).toBe(ofRole);
  });

  it("name the profile to renew", async () => {
    const expired = { type: "sso", ...permanent, expiresAt: anHourAgo };
    const error = await problem(load("work", { ".tccli/work.credential": expired }));
    expect(error.message).toContain("`tccli sso login --profile work`");
  });

  it("that are broken leave the others alone", async () => {
    const files = {
      ".tccli/broken.credential/folder": "",
      ".tccli/half.credential": permanent,
      ".tccli/half.configure": "{",
      ".tccli/whole.credential": permanent,
    };
    expect((await load("whole", files)).secretId).toBe("EXAMPLE-ID");
    expect(await problem(load("broken", files))).toMatchObject({ problem: "unreadable" });
    expect((await problem(load("half", files))).message).toContain("~/.tccli/half.configure");
  });
});

describe("the role of a virtual machine", () => {
  /** A metadata service with answers by path. */
  async function metadata(answers: Record<string, string>): Promise<string> {
    const server = http.createServer((request, response) => {
      const answer = answers[request.url ?? ""];
      response.writeHead(answer === undefined ? 404 : 200).end(answer);
    });
    return `http://127.0.0.1:${await listen(server)}/roles/`;
  }
  const role = { TmpSecretId: "EXAMPLE-TMP", TmpSecretKey: key, Token: token, ExpiredTime: inAnHour, Code: "Success" };
  const load = async (answers: Record<string, string>) =>
    (await only(cvmRoleSource({ metadata: await metadata(answers) }))).load();

  it("gives temporary credentials", async () => {
    const credential = await load({ "/roles/": "my role\n", "/roles/my%20role": JSON.stringify(role) });
    expect([credential.secretId, credential.secretKey, credential.token]).toEqual(["EXAMPLE-TMP", key, token]);
    expect(credential.expiresAt).toBe(inAnHour * 1000);
  });

  it.each([
    [{}, "missing", "no usable role (404)"],
    [{ "/roles/": "r", "/roles/r": "<html>" }, "missing", "no usable role"],
    [{ "/roles/": "r", "/roles/r": JSON.stringify({ ...role, Code: "Failed" }) }, "missing", "no usable role"],
    [{ "/roles/": "r", "/roles/r": JSON.stringify({ Code: "Success" }) }, "missing", "SecretId is missing"],
    [{ "/roles/": "r", "/roles/r": JSON.stringify({ ...role, ExpiredTime: anHourAgo }) }, "expired", "clock"],
  ])("may be none: %o", async (answers: Record<string, string>, kind, message) => {
    const error = await problem(load(answers));
    expect(error).toMatchObject({ problem: kind });
    expect(error.message).toContain(message);
  });

  it("needs a metadata service that answers by itself", async () => {
    const elsewhere = http.createServer((_, response) => response.writeHead(302, { Location: "/other" }).end());
    const address = `http://127.0.0.1:${await listen(elsewhere)}/`;
    const profile = await only(cvmRoleSource({ metadata: address }));
    expect(await problem(profile.load())).toMatchObject({ problem: "unreadable" });
  });

  it("is the default on a CVM only", async () => {
    const folder = home({ vendor: "Tencent Cloud\n", other: "QEMU\n" });
    const isDefault = async (...names: string[]) =>
      (await only(cvmRoleSource({ hostFiles: names.map((name) => join(folder, name)) }))).isDefault;
    expect(await isDefault("absent", "vendor")).toBe(true);
    expect(await isDefault("other", "absent")).toBe(false);
  });
});

describe("the chain", () => {
  const env = { TENCENTCLOUD_SECRET_ID: "EXAMPLE-ENV", TENCENTCLOUD_SECRET_KEY: key };
  const files = {
    ".tencentcloud/credentials": `[default]\nsecret_id=EXAMPLE-INI\nsecret_key=${key}\n`,
    ".tccli/default.credential": { secretId: "EXAMPLE-TCCLI", secretKey: key },
    ".tccli/work.credential": { secretId: "EXAMPLE-WORK", secretKey: key },
  };
  const noFiles = { TENCENTCLOUD_CREDENTIALS_FILE: "/nowhere" };
  const stored: ProfileSource = {
    kind: "stored",
    place: "VS Code",
    list: async () => [
      {
        name: "work",
        source: "stored",
        origin: "VS Code",
        isDefault: false,
        region: undefined,
        site: undefined,
        load: async () => new Credential({ secretId: "EXAMPLE-STORED", secretKey: key }),
      },
    ],
  };
  /** Without the role of the machine the test happens to run on. */
  const sources = (variables: Record<string, string>, folder: string) => standardSources(variables, folder).slice(0, 3);

  it.each([
    [env, files, undefined, "EXAMPLE-ENV"],
    [{}, files, undefined, "EXAMPLE-INI"],
    [noFiles, { ".tccli/default.credential": files[".tccli/default.credential"] }, undefined, "EXAMPLE-TCCLI"],
    [env, files, "default", "EXAMPLE-INI"],
    [env, files, "tccli:default", "EXAMPLE-TCCLI"],
    [env, files, "environment", "EXAMPLE-ENV"],
    [env, files, "work", "EXAMPLE-STORED"],
    [env, files, "tccli:work", "EXAMPLE-WORK"],
  ])("takes the first default, or the profile asked for", async (variables, content, name, expected) => {
    const all = [stored, ...sources(variables, home(content))];
    expect((await resolveProfile(all, name)).credential.secretId).toBe(expected);
  });

  it("ends at a source that is broken, rather than take another account", async () => {
    const broken = { TENCENTCLOUD_SECRET_ID: "EXAMPLE-ENV" };
    expect(await problem(resolveProfile(sources(broken, home(files))))).toMatchObject({ problem: "missing" });
  });

  it("says where it has looked", async () => {
    const folder = home();
    const error = await problem(resolveProfile(sources(noFiles, folder)));
    expect(error.message).toBe("No credentials were found. Looked for in: the environment, /nowhere, ~/.tccli.");
    expect((await problem(resolveProfile(sources(noFiles, folder), "prod"))).message).toContain("no profile “prod”");
  });

  it("lists all profiles, the role of this machine last", async () => {
    const profiles = await listProfiles(standardSources(env, home(files)));
    expect(profiles.map(({ source, name }) => `${source}:${name}`)).toEqual([
      "environment:environment",
      "ini:default",
      "tccli:default",
      "tccli:work",
      "cvm-role:cvm-role",
    ]);
    expect(JSON.stringify(profiles)).not.toContain("canary");
  });

  it("looks into this process's environment and this user's home by default", () => {
    expect(standardSources().map(({ kind }) => kind)).toEqual(["environment", "ini", "tccli", "cvm-role"]);
  });
});
