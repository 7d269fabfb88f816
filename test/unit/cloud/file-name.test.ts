import { describe, expect, it } from "vitest";
import { fileNameFor } from "../../../cloud/task/file-name.ts";

const ID = "b53fe5be-7ee3-4031-8043-5a73bad4f572";
const free = () => false;
const stem = (name: string) => name.replace(/\.recharge\.json$/, "");

describe("a new file", () => {
  it.each([
    ["orders", "orders"],
    ["订单 2026", "订单-2026"],
    ["a/b\\c:d*e", "a-b-c-d-e"],
    ["../../etc/passwd", "etc-passwd"],
    ["..", "b53fe5be"],
    ["\u202egnp", "gnp"],
    ["", "b53fe5be"],
    ["x".repeat(100), "x".repeat(60)],
  ])("is called after its task: %j is %s", (name, expected) => {
    expect(fileNameFor(name, ID, free)).toBe(`${expected}.recharge.json`);
  });

  it("never is in another folder, whatever the Id", () => {
    expect(stem(fileNameFor("", "../../.ssh", free))).toBe("ssh");
    expect(stem(fileNameFor("a", "../b", (name) => name.startsWith("a.")))).toBe("a-b");
  });

  it("takes no name that is taken", () => {
    const taken = new Set<string>();
    const names = Array.from({ length: 5 }, () => {
      const name = fileNameFor("orders", ID, (candidate) => taken.has(candidate));
      taken.add(name);
      return stem(name);
    });
    expect(names).toEqual(["orders", "orders-b53fe5be", ID, "orders-2", "orders-3"]);
  });

  it("has a name even if its task has none", () => {
    expect(stem(fileNameFor("//", undefined, free))).toBe("task-2");
    expect(stem(fileNameFor("", ID, (name) => name.startsWith(`${ID}.`) || name.startsWith("b53fe5be.")))).toBe(
      "b53fe5be-2",
    );
  });
});
