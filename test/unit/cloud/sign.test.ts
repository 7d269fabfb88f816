import fc from "fast-check";
import Signer from "tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js";
import { describe, expect, it } from "vitest";
import { sign } from "../../../cloud/api/sign.ts";

const key = { secretId: "AKIDEXAMPLE00000000000000000000000000", secretKey: "EXAMPLEKEYEXAMPLEKEYEXAMPLEKEY00" };

/** The documentation's CreateKafkaRecharge example, minified. */
const example =
  '{"TopicId":"b53fe5be-7ee3-4031-8043-5a73bad4f572","Name":"testname","KafkaType":1,"ServerAddr":"192.168.0.1:9095",' +
  '"IsEncryptionAddr":true,"UserKafkaTopics":"topic-1212123123,topic-sadf5r32f3ww","ConsumerGroupName":"consumer-group-name",' +
  '"Offset":-1,"LogRechargeRule":{"DefaultTimeSrc":0,"DefaultTimeSwitch":true,"EncodingFormat":0,"RechargeType":"minimalist_log",' +
  '"UnMatchLogKey":"LogParseFailure","UnMatchLogSwitch":true,"UnMatchLogTimeSrc":0},"Protocol":{"Protocol":"plaintext"}}';

function signatureOf(headers: Record<string, string>): string | undefined {
  return /Signature=([0-9a-f]{64})$/.exec(headers.Authorization ?? "")?.[1];
}

describe("sign", () => {
  it("reproduces the documentation's example", () => {
    const body = Buffer.from(
      String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
    );
    expect(body.length).toBe(86);
    const headers = { "content-type": "application/json; charset=utf-8", host: "cvm.tencentcloudapi.com" };
    const documented = { secretId: key.secretId, secretKey: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE" };
    expect(sign({ headers, body }, documented, 1551113065, "cvm")).toStrictEqual({
      Authorization:
        `TC3-HMAC-SHA256 Credential=${key.secretId}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, ` +
        "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
      "X-TC-Timestamp": "1551113065",
    });
  });

  it.each([
    [{}, "cb7da055ace1db19fcdfcd1762e827246e48f3a829b6a0b9adadd2e1e4e9d661"],
    [{ "x-tc-action": "CreateKafkaRecharge" }, "313000281cd39e1ef9ac610b90f7aec0f6c2f73f041eef0297a7e507637e1fbe"],
  ])("reproduces the vector of the official SDK with %o", (more, expected) => {
    const body = Buffer.from(example);
    expect(body.length).toBe(479);
    const headers = { "content-type": "application/json", host: "cls.intl.tencentcloudapi.com", ...more };
    expect(signatureOf(sign({ headers, body }, key, 1760000000, "cls"))).toBe(expected);
  });

  it("agrees with the official SDK on any body at any time", () => {
    const seconds = fc.oneof(
      fc.integer({ min: 0, max: 4102444800 }),
      // Around midnight UTC, where a date in local time would differ.
      fc
        .tuple(fc.integer({ min: 1, max: 40000 }), fc.integer({ min: -2, max: 2 }))
        .map(([day, off]) => day * 86400 + off),
    );
    const body = fc.oneof(
      fc.json({ stringUnit: "binary", maxDepth: 2 }).map((text) => Buffer.from(text)),
      fc.string({ unit: "grapheme" }).map((text) => Buffer.from(`{"Name":"${text}中文🚀"}`)),
      fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes)),
    );
    const secret = fc.string({ minLength: 1, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(body, seconds, secret, fc.constantFrom("cls", "ckafka"), (payload, timestamp, secretKey, service) => {
        const host = `${service}.tencentcloudapi.com`;
        const contentType = "application/json";
        const witness = Signer.sign3({
          url: `https://${host}/`,
          payload,
          timestamp,
          service,
          secretId: key.secretId,
          secretKey,
          multipart: false,
          boundary: "",
          headers: { "Content-Type": contentType },
        });
        const headers = { host, "content-type": contentType };
        const ours = sign({ headers, body: payload }, { ...key, secretKey }, timestamp, service);
        expect(ours.Authorization).toBe(witness);
      }),
      { numRuns: 2000 },
    );
  });

  it("signs headers in the order of their names, and values as the server reads them", () => {
    const body = Buffer.from("{}");
    const signed = (headers: Record<string, string>) => sign({ headers, body }, key, 1760000000, "cls").Authorization;
    const canonical = signed({
      "content-type": "application/json",
      host: "cls.example.com",
      "x-tc-action": "describe",
    });
    expect(signed({ "x-tc-action": " Describe ", host: "CLS.example.com", "content-type": "application/json" })).toBe(
      canonical,
    );
    expect(canonical).toContain("SignedHeaders=content-type;host;x-tc-action,");
    expect(signed({ "content-type": "application/json", host: "cls.example.com", "x-tc-action": "create" })).not.toBe(
      canonical,
    );
  });

  it("sends a token beside the signature and leaves the signature alone", () => {
    const parts = { headers: { host: "cls.tencentcloudapi.com" }, body: Buffer.from("{}") };
    const plain = sign(parts, key, 1760000000, "cls");
    expect(sign(parts, { ...key, token: "EXAMPLE-TOKEN" }, 1760000000, "cls")).toEqual({
      ...plain,
      "X-TC-Token": "EXAMPLE-TOKEN",
    });
  });
});
