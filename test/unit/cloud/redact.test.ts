import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodings, hideSecretMembers, REDACTED, redactFields, scrub, secretsIn } from "../../../cloud/api/redact.ts";
import { fields } from "../../../schemas/generated/fields.ts";
import { findSecrets } from "../../support/canaries.ts";

const canary = 'canary/"pa ss"+密码&<1>';

describe("redactFields", () => {
  it("shows what the schema knows and hides secrets and whatever it does not know", () => {
    const written = {
      TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572",
      Offset: -1,
      LogRechargeRule: { Keys: ["a", "b"], JsonExpand: { Switch: true } },
      Protocol: { UserName: "user", Password: canary, Pasword: canary },
      Name: { toString: canary },
      UserKafkaTopics: [{ Password: canary }],
      SecretKey: canary,
      Unknown: [canary],
      ["__proto__"]: canary,
    };
    expect(redactFields(written)).toEqual({
      TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572",
      Offset: -1,
      LogRechargeRule: { Keys: ["a", "b"], JsonExpand: { Switch: true } },
      Protocol: { UserName: "user", Password: REDACTED, Pasword: REDACTED },
      Name: { toString: REDACTED },
      UserKafkaTopics: [{ Password: REDACTED }],
      SecretKey: REDACTED,
      Unknown: REDACTED,
      ["__proto__"]: REDACTED,
    });
  });

  it("shows where a secret will come from", () => {
    const written = { Protocol: { Password: `\${secret:KAFKA}` } };
    expect(redactFields(written)).toEqual(written);
    for (const literal of [`x\${secret:KAFKA}`, `\${secret:no name}`]) {
      expect(redactFields({ Protocol: { Password: literal } })).toEqual({ Protocol: { Password: REDACTED } });
    }
  });

  it("hides every field the schema marks", () => {
    const secrets = Object.keys(fields).filter((pointer) => fields[pointer] === "secret");
    expect(secrets).toContain("/Protocol/Password");
    for (const pointer of secrets) {
      const path = pointer.split("/").slice(1);
      const written = path.reduceRight<unknown>((value, name) => ({ [name]: value }), canary);
      expect(JSON.stringify(redactFields(written))).not.toContain("canary");
    }
  });
});

describe("a secret in a text", () => {
  const disguises: [string, (secret: string) => string][] = [
    ["raw", (secret) => secret],
    ["JSON", (secret) => JSON.stringify({ Password: secret })],
    ["JSON in JSON", (secret) => JSON.stringify({ LogData: JSON.stringify({ Password: secret }) })],
    ["URL", (secret) => `?p=${encodeURIComponent(secret)}`],
    ["form", (secret) => new URLSearchParams({ p: secret }).toString()],
    ["base64", (secret) => Buffer.from(secret).toString("base64")],
    ["base64 of more", (secret) => Buffer.from(`user:${secret}\n`).toString("base64")],
    ["base64 of even more", (secret) => Buffer.from(`user7:${secret}\n`).toString("base64url")],
    ["hex", (secret) => Buffer.from(secret).toString("hex")],
    ["HTML", () => "canary/&quot;pa ss&quot;+密码&amp;&lt;1&gt;"],
  ];

  it.each(disguises)("is found and removed as %s", (_, disguise) => {
    const text = `before ${disguise(canary)} after`;
    expect(findSecrets(text, [canary, "absent"])).toEqual([canary]);
    const clean = scrub(text, [canary]);
    expect(findSecrets(clean, [canary])).toEqual([]);
    expect(clean).toMatch(/^before .*after$/s);
  });

  it("is found whatever surrounds it", () => {
    const anything = fc.string({ unit: "binary", maxLength: 20 });
    const secret = fc.string({ unit: "grapheme", minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(
        anything,
        secret,
        anything,
        fc.constantFrom(...disguises.slice(0, 9)),
        (a, value, b, [, disguise]) => {
          const text = disguise(`${a}${value}${b}`);
          expect(findSecrets(text, [value])).toEqual([value]);
          expect(findSecrets(scrub(text, [value]), [value])).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("that is empty is nowhere, and a short one is only itself", () => {
    expect(encodings("")).toEqual([]);
    expect(encodings("ab")).toEqual(["ab"]);
    expect(scrub("text", [""])).toBe("text");
  });
});

describe("secretsIn", () => {
  it("collects what is named like a secret, at any depth", () => {
    const body = Buffer.from(
      JSON.stringify({ Name: "n", Protocol: { Password: "p1" }, a: [{ SecretAccessKey: "p2" }], Token: 3 }),
    );
    expect(secretsIn(body)).toEqual(["p1", "p2"]);
    expect(secretsIn(Buffer.from("not json"))).toEqual([]);
  });
});

describe("members named like secrets", () => {
  it.each([
    ['{"Password":"canary","UserName":"u"}', '{"Password":"•••","UserName":"u"}'],
    ['[{"KafkaPassword" : "ca\\"nary"}]', '[{"KafkaPassword" : "•••"}]'],
    ['{"SecretKey":"a","token":"b"}', '{"SecretKey":"•••","token":"•••"}'],
    ['"Password":"cut off', '"Password":"•••'],
    ['"Password":"cut off within an escape\\', '"Password":"•••\\'],
    ['"Password":""', '"Password":"•••"'],
  ])("are hidden in %j, even in a piece of JSON", (text, hidden) => {
    expect(hideSecretMembers(text)).toBe(hidden);
  });

  it.each(['{"UserName":"Password"}', "<p>Password: x</p>", '"Password": 5'])("are not in %j", (text) => {
    expect(hideSecretMembers(text)).toBe(text);
  });
});
