import { describe, expect, it } from "vitest";
import { Endpoint, EndpointError, requireMatchingCredential } from "../../../cloud/api/endpoint.ts";
import { regionProblem, regions } from "../../../cloud/api/regions.ts";
import { Credential } from "../../../cloud/credentials/credential.ts";
import { CredentialError } from "../../../cloud/credentials/profile.ts";
import { environmentDummy, isDummyId, sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { sandboxCredentials } from "../../../sandbox/server.ts";

/** Has the shape of a real one, and is nobody's. */
const realId = `AKID${"z".repeat(32)}`;

describe("an endpoint", () => {
  it.each([
    ["cls.tencentcloudapi.com", "china"],
    [" https://cls.tencentcloudapi.com/ ", "china"],
    ["https://CLS.TencentCloudAPI.com:443", "china"],
    ["cls.intl.tencentcloudapi.com", "international"],
    ["cls.ap-guangzhou.tencentcloudapi.com", "china"],
    ["cls.ap-shanghai-fsi.tencentcloudapi.com", "china"],
    ["cls.ap-singapore.intl.tencentcloudapi.com", "international"],
    ["cls.internal.tencentcloudapi.com", "china"],
  ])("may be %s", (text, site) => {
    const endpoint = Endpoint.parse(text);
    expect(endpoint).toMatchObject({ sandbox: false, site });
    expect(endpoint.url("cls").href).toBe(`https://${endpoint.host}/`);
    expect(endpoint.url("ckafka").href).toBe(`https://${endpoint.host.replace("cls", "ckafka")}/`);
    expect(String(endpoint)).toBe(`https://${endpoint.host}`);
  });

  it.each(["http://127.0.0.1:8080", "https://localhost:8080", "http://[::1]:8080"])(
    "may be the sandbox at %s",
    (text) => {
      const endpoint = Endpoint.parse(text);
      expect(endpoint).toMatchObject({ sandbox: true, site: undefined });
      expect(endpoint.url("ckafka").origin).toBe(text);
    },
  );

  it.each([
    "",
    "https://",
    "not an address",
    "http://cls.tencentcloudapi.com",
    "ftp://cls.tencentcloudapi.com",
    "ftp://127.0.0.1",
    "https://cls.tencentcloudapi.com:8443",
    "https://cls.tencentcloudapi.com.",
    "https://cls.tencentcloudapi.com.example.com",
    "https://example.com/cls.tencentcloudapi.com",
    "https://evilcls.tencentcloudapi.com",
    "https://cls.evil.tencentcloudapi.com",
    "https://cls.a.b-c.tencentcloudapi.com",
    "https://cls-tencentcloudapi.com",
    "https://cls.tencentcloudapi.com@example.com",
    "https://cls.tencentcloudapi.com:x@example.com",
    "https://me@cls.tencentcloudapi.com",
    "https://:secret@cls.tencentcloudapi.com",
    "https://cls.tencentcloudapi.com\\@example.com",
    "https://cls.tencentcloudapi.com/path",
    "https://cls.tencentcloudapi.com/?q=1",
    "https://cls.tencentcloudapi.com/#top",
    "https://cvm.tencentcloudapi.com",
    "https://ckafka.tencentcloudapi.com",
    "https://сls.tencentcloudapi.com",
    "https://127.0.0.2",
    "https://localhost.example.com",
    "https://ap-guangzhou.cls.tencentcs.com",
  ])("may not be %j", (text) => {
    expect(() => Endpoint.parse(text)).toThrow(EndpointError);
  });

  it("of a site is its public one", () => {
    expect(Endpoint.ofSite("china").host).toBe("cls.tencentcloudapi.com");
    expect(Endpoint.ofSite("international").host).toBe("cls.intl.tencentcloudapi.com");
  });
});

describe("credentials and endpoint", () => {
  const secretKey = "EXAMPLE-SECRET-KEY";
  const real = new Credential({ secretId: realId, secretKey });
  const dummy = new Credential({ secretId: "EXAMPLE-SECRET-ID", secretKey });
  const cloud = Endpoint.ofSite("china");
  const local = Endpoint.parse("http://127.0.0.1:8080");

  it("go together unless a real key would meet a sandbox", () => {
    expect(() => requireMatchingCredential(cloud, real)).not.toThrow();
    expect(() => requireMatchingCredential(local, sandboxCredential())).not.toThrow();
    expect(() => requireMatchingCredential(local, dummy)).not.toThrow();
  });

  it("never mix", () => {
    expect(() => requireMatchingCredential(local, real)).toThrow(/never sent to the sandbox/);
    expect(() => requireMatchingCredential(cloud, sandboxCredential())).toThrow(/of no use/);
  });

  it("of the sandbox are those the sandbox accepts", () => {
    const { secretId, secretKey } = sandboxCredential();
    expect({ secretId, secretKey }).toEqual(sandboxCredentials);
  });
});

describe("a dummy key", () => {
  it.each([
    "AKIDEXAMPLE00000000000000000000000000",
    `AKID${"z".repeat(20)}Example${"z".repeat(20)}`,
    "test",
    "",
    `AKID${"z".repeat(29)}`,
    `akid${"z".repeat(32)}`,
    `AKID${"z".repeat(31)}.`,
  ])("may have the id %j", (id) => {
    expect(isDummyId(id)).toBe(true);
  });

  it.each([realId, `IKID${"0".repeat(30)}`, `AKID${"-_z9".repeat(20)}`, ` ${realId}\n`])("has not the id %j", (id) => {
    expect(isDummyId(id)).toBe(false);
  });

  it("is taken from the environment for a sandbox, and a real one is not", async () => {
    const pair = (id: string, key?: string) => ({ TENCENTCLOUD_SECRET_ID: id, TENCENTCLOUD_SECRET_KEY: key });
    expect(await environmentDummy({})).toBeUndefined();
    expect(await environmentDummy(pair("example", "key"))).toMatchObject({ secretId: "example", secretKey: "key" });
    expect(await environmentDummy(pair(realId, "key"))).toBe("real");
    expect(await environmentDummy(pair(realId))).toBe("real");
    await expect(environmentDummy(pair("example"))).rejects.toThrow(CredentialError);
  });
});

describe("a region", () => {
  it("is known, new or impossible", () => {
    expect(regions()).toContainEqual({ id: "ap-guangzhou", name: "Guangzhou" });
    expect(regions().map(({ id }) => regionProblem(id))).toEqual(regions().map(() => undefined));
    expect(regionProblem("ap-mars")).toBe("unknown");
    expect(["", "Guangzhou", "ap", "ap-guangzhou\r\nX-Evil: 1", "ap_guangzhou"].map(regionProblem)).toEqual(
      Array(5).fill("malformed"),
    );
  });
});
