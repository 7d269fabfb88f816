/** docs/security.md and its translation name tests that exist: the link's text is part of the test's title. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const pages = ["docs/security.md", "docs/security.zh-cn.md"];
const linksIn = (page: string) =>
  [...readFileSync(page, "utf8").matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)].map(([, title = "", path = ""]) => ({
    title,
    file: join("docs", path),
  }));

describe.each(pages)("%s", (page) => {
  it("names only tests that exist", () => {
    const links = linksIn(page);
    expect(links.length).toBeGreaterThan(40);
    for (const { title, file } of links) {
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file, "utf8"), file).toContain(title);
    }
  });

  it("has a test or a reason in every line", () => {
    const rows = readFileSync(page, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| ") && !/^\| (?:---|risk|风险)/.test(line));
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) expect(row).toContain("](../test/");
  });
});

it("both languages name the same tests", () => {
  const [english, chinese] = pages.map(linksIn);
  expect(chinese).toEqual(english);
});
