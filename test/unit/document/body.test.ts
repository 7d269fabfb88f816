import { describe, expect, it } from "vitest";
import { buildRequest, RequestError } from "../../../document/body.ts";
import { isExact } from "../../../document/literals.ts";
import { parseDocument } from "../../../document/parse.ts";

const VALUES: Record<string, string> = {
  "${env:TOPIC}": "t-1",
  "${secret:kafka/pw}": 'p"w',
  "${env:BROKER}": "broker.example.com",
  "${env:EMPTY}": "",
  "${env:HALF}": "\uD83D",
};
const request = (text: string) => buildRequest(parseDocument(text), (placeholder) => VALUES[placeholder.text]);
const refusal = (text: string) => {
  try {
    request(text);
  } catch (error) {
    if (error instanceof RequestError)
      return error.problems.map(({ code, args, offset, length }) => ({
        code,
        args,
        at: text.slice(offset, offset + length),
      }));
    throw error;
  }
  throw new Error("not refused");
};

describe("buildRequest", () => {
  it("sends parameters only, in file order", () => {
    const { body, value, region } = request(`{
      // a note to myself
      "$schema": "./recharge.schema.json", "Id": "x", "Region": "ap-guangzhou", "Action": "CreateKafkaRecharge", "Version": "2020-10-16",
      "b": 1, "2": 2, "1": 3, "a": true /* why */
    }`);
    expect(body).toBe('{"b":1,"2":2,"1":3,"a":true}');
    expect({ ...value }).toEqual({ b: 1, 2: 2, 1: 3, a: true });
    expect(region).toBe("ap-guangzhou");
  });

  it("leaves out what counts as absent, but neither list items nor objects", () => {
    expect(request('{"a":"","b":null,"c":[],"d":{"e":""},"f":["",null],"g":0,"h":false}').body).toBe(
      '{"d":{},"f":["",null],"g":0,"h":false}',
    );
  });

  it("keeps header names that are parameters of something else", () => {
    expect(request('{"a":{"Id":"x","Region":"y"}}').body).toBe('{"a":{"Id":"x","Region":"y"}}');
  });

  it("resolves placeholders in any string, once", () => {
    const { body, region } = request(
      '{"Region":"${env:TOPIC}","a":["${env:TOPIC}-${secret:kafka/pw}"],"b":"${other:X} $ {env:TOPIC}"}',
    );
    expect(body).toBe('{"a":["t-1-p\\"w"],"b":"${other:X} $ {env:TOPIC}"}');
    expect(region).toBe("t-1");
  });

  it("lists what may be secret among the values of placeholders", () => {
    expect(
      request('{"Region":"${env:BROKER}","a":["${secret:kafka/pw}","${secret:kafka/pw}","${env:TOPIC}"]}').secrets,
    ).toEqual(['p"w', "broker.example.com"]);
    expect(request('{"a":"${other:X}"}').secrets).toEqual([]);
  });

  it("names every placeholder that cannot be resolved", () => {
    expect(refusal('{"a":"${env:NOPE}","b":{"c":"x${env:EMPTY}"},"d":"${env:HALF}"}')).toEqual([
      { code: "unresolved-placeholder", args: ["${env:NOPE}"], at: '"${env:NOPE}"' },
      { code: "empty-placeholder", args: ["${env:EMPTY}"], at: '"x${env:EMPTY}"' },
      { code: "lone-surrogate", args: ["${env:HALF}"], at: '"${env:HALF}"' },
    ]);
  });

  it("refuses what would arrive changed", () => {
    expect(refusal('{"a":12345678901234567890,"b":1e400,"c":0.1234567890123456789,"d":"\\ud83d"}')).toEqual([
      { code: "inexact-number", args: ["12345678901234567890", "12345678901234567000"], at: "12345678901234567890" },
      { code: "inexact-number", args: ["1e400", "Infinity"], at: "1e400" },
      { code: "inexact-number", args: ["0.1234567890123456789", "0.12345678901234568"], at: "0.1234567890123456789" },
      { code: "lone-surrogate", args: [], at: '"\\ud83d"' },
    ]);
  });

  it.each(["{", "", "[]", '{"a":1,"a":2}', '{"__proto__":{}}', '{"a":{"constructor":1}}'])("refuses %j", (text) => {
    expect(refusal(text).length).toBeGreaterThan(0);
  });

  it("says why in its message", () => {
    expect(() => request('{"a":1e400}')).toThrow(
      "The number 1e400 cannot be held exactly: it would be sent as Infinity.",
    );
  });
});

describe("isExact", () => {
  it.each([
    "0",
    "-0",
    "0.10",
    "1.0",
    "1e2",
    "100E-2",
    "9007199254740991",
    "-2",
    "0.1",
    "1e-7",
    "0e99",
    "1.5e300".replace("300", "3"),
  ])("holds %s", (literal) => expect(isExact(literal)).toBe(true));
  it.each([
    "9007199254740992",
    "9007199254740993",
    "1e400",
    "-1e400",
    "1e-400",
    "1e21",
    "0.30000000000000001",
    "3.14159265358979323846",
  ])("does not hold %s", (literal) => expect(isExact(literal)).toBe(false));
});
