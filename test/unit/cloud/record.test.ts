import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decodeRecord, encodeRecord, fileKey, hasKey, isOpId, keysOf, newOpId } from "../../../cloud/journal/record.ts";
import { makeRecord, target, URI } from "./records.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

describe("keys", () => {
  it("are hashes of what the task is and of where the file is", () => {
    expect(keysOf(target, "topic", "orders", URI)).toEqual({
      remote: hash("https://cls.example.com\0ap-guangzhou\0EXAMPLE\0topic\0orders"),
      file: hash(URI),
    });
    expect(fileKey(URI)).toBe(hash(URI));
  });

  it("differ with every part", () => {
    const remote = (change: object, topic = "topic", name = "orders") =>
      keysOf({ ...target, ...change }, topic, name, URI).remote;
    const all = [
      remote({}),
      remote({ endpoint: "https://cls.example.org" }),
      remote({ region: "ap-shanghai" }),
      remote({ secretId: "OTHER" }),
      remote({}, "other"),
      remote({}, "topic", "other"),
      // Where one part ends and the next begins counts.
      remote({}, "topicorders", ""),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("an operation's name", () => {
  const keys = { remote: "a".repeat(64), file: "b".repeat(64) };

  it("starts with both keys and is another each time", () => {
    const [one, two] = [newOpId(keys), newOpId(keys)];
    expect(one).toMatch(/^a{16}-b{16}-[0-9a-f]{16}$/);
    expect(two).not.toBe(one);
    expect(isOpId(one)).toBe(true);
  });

  it.each([
    "",
    "a".repeat(16),
    `${"a".repeat(16)}-${"b".repeat(16)}`,
    `x${newOpId(keys)}`,
    `${newOpId(keys)}x`,
    `${newOpId(keys)}-${"c".repeat(16)}`,
    newOpId(keys).toUpperCase(),
    `../${newOpId(keys)}`,
  ])("is not %j", (text) => {
    expect(isOpId(text)).toBe(false);
  });

  it("says which keys it has", () => {
    const opId = newOpId(keys);
    expect(hasKey(opId, [keys.remote])).toBe(true);
    expect(hasKey(opId, ["c".repeat(64), keys.file])).toBe(true);
    expect(hasKey(opId, ["c".repeat(64)])).toBe(false);
    expect(hasKey(opId, [])).toBe(false);
    // The random part is no key.
    expect(hasKey(opId, [opId.slice(34).padEnd(64, "0")])).toBe(false);
  });
});

describe("a record on disk", () => {
  const record = makeRecord({ name: 'or"ders\n订单', id: "id", before: ["x"] });

  it("is a line of JSON, its checksum, and padding", () => {
    const [line = "", checksum, rest] = encodeRecord(record).toString().split("\n");
    expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(record)));
    expect(checksum).toBe(`sha256:${hash(line)}`);
    expect(rest).toBe("");
    expect(decodeRecord(encodeRecord(record))).toEqual(record);
  });

  it("is padded to a size, which it may exceed", () => {
    const bare = encodeRecord(record);
    expect(encodeRecord(record, bare.length + 10).toString()).toBe(`${bare}${" ".repeat(10)}`);
    expect(encodeRecord(record, bare.length + 10)).toHaveLength(bare.length + 10);
    expect(encodeRecord(record, 10)).toEqual(bare);
    expect(decodeRecord(encodeRecord(record, 8192))).toEqual(record);
  });

  it("is not read when it is cut off anywhere before its end", () => {
    const bytes = encodeRecord(record);
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeRecord(bytes.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
  });

  it("is not read with any byte changed", () => {
    const bytes = encodeRecord(record);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(decodeRecord(changed), `byte ${at}`).toBeUndefined();
    }
  });

  it.each([
    ["something after it", Buffer.concat([encodeRecord(record), Buffer.from("x")])],
    ["something in a later line", Buffer.concat([encodeRecord(record), Buffer.from(" \n x \n")])],
    ["zeros after it, as a crash may leave", Buffer.concat([encodeRecord(record), Buffer.alloc(8)])],
    ["a newer version", encodeRecord({ ...record, version: 2 as unknown as 1 })],
  ])("is not read with %s", (_, bytes) => {
    expect(decodeRecord(bytes)).toBeUndefined();
  });
});
