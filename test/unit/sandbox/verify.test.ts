import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, sandboxCredentials, startSandbox } from "../../../sandbox/server.ts";
import { type SignedRequest, verify } from "../../../sandbox/verify.ts";
import { type Change, example, post, sdk } from "./client.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimit: false });
});
afterAll(() => sandbox.close());

/** A request as the documentation prints it. */
function documented(host: string, contentType: string, timestamp: number, body: string, authorization: string) {
  const headers = { host, "content-type": contentType, "x-tc-timestamp": String(timestamp), authorization };
  return { method: "POST", url: "/", headers, body: Buffer.from(body) } satisfies SignedRequest;
}

describe("the published signatures", () => {
  const account = { secretId: "AKIDEXAMPLE00000000000000000000000000", secretKey: "EXAMPLEKEYEXAMPLEKEYEXAMPLEKEY00" };
  const time = 1760000000;
  const signedBy = (names: string, signature: string) =>
    `TC3-HMAC-SHA256 Credential=${account.secretId}/2025-10-09/cls/tc3_request, SignedHeaders=${names}, Signature=${signature}`;
  const vector = (authorization: string) =>
    documented("cls.intl.tencentcloudapi.com", "application/json", time, JSON.stringify(example), authorization);
  const plain = signedBy("content-type;host", "cb7da055ace1db19fcdfcd1762e827246e48f3a829b6a0b9adadd2e1e4e9d661");

  it("of the documentation's page on signing is right", () => {
    const page = { secretId: "EXAMPLE-SECRET-ID", secretKey: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE" };
    const body = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
    const authorization = `TC3-HMAC-SHA256 Credential=${page.secretId}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168`;
    const request = documented(
      "cvm.tencentcloudapi.com",
      "application/json; charset=utf-8",
      1551113065,
      body,
      authorization,
    );
    expect(() => verify(request, [page], "cvm", 1551113065_000)).not.toThrow();
  });

  it("of the official SDK for the documentation's example is right", () => {
    expect(createHash("sha256").update(JSON.stringify(example)).digest("hex")).toMatch(/^00afd983/);
    expect(() => verify(vector(plain), [account], "cls", time * 1000)).not.toThrow();
  });

  it("with the action signed too is right, and wrong for another action", () => {
    const names = "content-type;host;x-tc-action";
    const request = vector(signedBy(names, "313000281cd39e1ef9ac610b90f7aec0f6c2f73f041eef0297a7e507637e1fbe"));
    const withAction = (action: string) => ({ ...request, headers: { ...request.headers, "x-tc-action": action } });
    expect(() => verify(withAction("CreateKafkaRecharge"), [account], "cls", time * 1000)).not.toThrow();
    expect(() => verify(withAction("DeleteKafkaRecharge"), [account], "cls", time * 1000)).toThrow(/signature/);
  });

  it("stays valid for 300 seconds on both sides and no longer", () => {
    for (const skew of [-300, 300]) {
      expect(() => verify(vector(plain), [account], "cls", (time + skew) * 1000)).not.toThrow();
    }
    for (const skew of [-301, 301]) {
      expect(() => verify(vector(plain), [account], "cls", (time + skew) * 1000)).toThrow(/expired/);
    }
  });

  it("is void for another product, and for the first label of a host that is not loopback", () => {
    expect(() => verify(vector(plain), [account], "ckafka", time * 1000)).toThrow(/signature/);
  });
});

describe("a request by hand", () => {
  const list = { TopicId: example.TopicId };
  const code = async (change: Change, body: unknown = list) => {
    const answer = await post(sandbox, "DescribeKafkaRecharges", body, change);
    expect(answer.status).toBe(200);
    expect(answer.response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
    return answer.response.Error?.Code ?? "ok";
  };
  const now = Math.floor(Date.now() / 1000);

  it.each<[string, string, Change]>([
    ["with the port in the signed host", "ok", {}],
    ["without the port in the signed host", "ok", { signedHost: "127.0.0.1" }],
    ["with more signed headers", "ok", { signed: { "x-tc-action": "DescribeKafkaRecharges" } }],
    ["with a charset in its content type", "ok", { headers: { "Content-Type": "application/json; charset=utf-8" } }],
    ["for the service that the SDK makes of 127.0.0.1", "ok", { service: "127" }],
    ["for the service of another host", "AuthFailure.SignatureFailure", { service: "128" }],
    ["with another signed host", "AuthFailure.SignatureFailure", { signedHost: "example.com" }],
    ["with other bytes than signed", "AuthFailure.SignatureFailure", { send: JSON.stringify({ ...list, Status: 1 }) }],
    ["with the same JSON in other bytes", "AuthFailure.SignatureFailure", { send: JSON.stringify(list, undefined, 1) }],
    [
      "with another secret key",
      "AuthFailure.SignatureFailure",
      { credentials: { ...sandboxCredentials, secretKey: "EXAMPLE-OTHER-KEY" } },
    ],
    [
      "with an unknown secret id",
      "AuthFailure.SecretIdNotFound",
      { credentials: { ...sandboxCredentials, secretId: "EXAMPLE-OTHER-ID" } },
    ],
    ["from a clock that is slow", "AuthFailure.SignatureExpire", { timestamp: now - 400 }],
    ["from a clock that is fast", "AuthFailure.SignatureExpire", { timestamp: now + 400 }],
    ["without Authorization", "AuthFailure.InvalidAuthorization", { headers: { Authorization: undefined } }],
    ["with another Authorization", "AuthFailure.InvalidAuthorization", { headers: { Authorization: "Bearer x" } }],
    ["with a token nobody issued", "AuthFailure.TokenFailure", { headers: { "X-TC-Token": "example" } }],
    ["without a timestamp", "MissingParameter", { headers: { "X-TC-Timestamp": undefined } }],
    ["without an action", "MissingParameter", { headers: { "X-TC-Action": undefined } }],
    ["without a version", "MissingParameter", { headers: { "X-TC-Version": undefined } }],
    ["without a region", "MissingParameter", { headers: { "X-TC-Region": undefined } }],
    ["for another region", "UnsupportedRegion", { headers: { "X-TC-Region": "eu-moscow" } }],
    ["for another version", "NoSuchVersion", { headers: { "X-TC-Version": "2017-03-12" } }],
    ["for another product's version", "AuthFailure.SignatureFailure", { headers: { "X-TC-Version": "2019-08-19" } }],
    ["for an unknown action", "InvalidAction", { headers: { "X-TC-Action": "CreateKafkaImport" } }],
    ["for a name that every object has", "InvalidAction", { headers: { "X-TC-Action": "constructor" } }],
    ["of another content type", "InvalidRequest", { headers: { "Content-Type": "text/plain" } }],
    ["by PUT", "UnsupportedProtocol", { method: "PUT" }],
    ["to another path", "UnsupportedProtocol", { path: "/v2" }],
  ])("%s gets %s", async (_, expected, change) => {
    expect(await code(change)).toBe(expected);
  });

  it("has to sign content-type and host", async () => {
    const { requests } = sandbox;
    await post(sandbox, "DescribeKafkaRecharges", list);
    expect(requests.at(-1)?.headers.authorization).toBe("(hidden)");
    const authorization = `TC3-HMAC-SHA256 Credential=${sandboxCredentials.secretId}/2026-01-05/cls/tc3_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
    expect(await code({ headers: { Authorization: authorization } })).toBe("AuthFailure.InvalidAuthorization");
  });

  it("has to be JSON in UTF-8 and an object", async () => {
    expect(await code({}, "{")).toBe("InvalidParameter");
    expect(await code({}, "[]")).toBe("InvalidParameter");
    expect(await code({}, "\ufeff{}")).toBe("InvalidParameter");
  });

  it("of more than 10 MB is too large", async () => {
    expect(await code({}, `{"TopicId":"${"x".repeat(10 * 1024 * 1024)}"}`)).toBe("RequestSizeLimitExceeded");
  });
});

it("wants the token of temporary credentials", async () => {
  const temporary = await startSandbox({ credentials: { ...sandboxCredentials, token: "EXAMPLE-TOKEN" } });
  const list = (token?: string) =>
    sdk(temporary, token === undefined ? {} : { token }).request("DescribeKafkaRecharges", {
      TopicId: example.TopicId,
    });
  try {
    await expect(list("EXAMPLE-TOKEN")).resolves.toMatchObject({ TotalCount: 0 });
    await expect(list("EXPIRED")).rejects.toMatchObject({ code: "AuthFailure.TokenFailure" });
    expect(temporary.requests.at(-1)?.headers["x-tc-token"]).toBe("(hidden)");
  } finally {
    await temporary.close();
  }
});

it("speaks the language that was asked for", async () => {
  const message = async (language?: "zh-CN" | "en-US") => {
    const client = sdk(sandbox, language ? { language } : {});
    return client.request("DescribeKafkaRecharges", {}).catch((error: Error) => error.message);
  };
  expect(await message()).toBe("The request is missing a required parameter `TopicId`.");
  expect(await message("en-US")).toBe("The request is missing a required parameter `TopicId`.");
  expect(await message("zh-CN")).toBe("缺少参数 `TopicId`。");
});
