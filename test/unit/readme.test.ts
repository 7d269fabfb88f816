import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));

/** The cells of every table row of a Markdown text whose first cell is code. */
function rows(markdown: string): string[][] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

describe.each([
  ["README.md", "package.nls.json"],
  ["README.zh-CN.md", "package.nls.zh-cn.json"],
])("%s", (readme, texts) => {
  const table = rows(readFileSync(readme, "utf8"));
  const nls: Record<string, string> = JSON.parse(readFileSync(texts, "utf8"));
  const text = (key: string) => nls[key.slice(1, -1)];

  it("lists the commands of the manifest, in its order", () => {
    const listed = table.filter(([name]) => name?.startsWith("`Recharge: ")).map(([name]) => name);
    expect(listed).toEqual(contributes.commands.map(({ title }: { title: string }) => `\`Recharge: ${text(title)}\``));
  });

  it("says of every setting what the settings editor says", () => {
    const listed = table.filter(([name]) => name?.startsWith("`recharge."));
    const settings = contributes.configuration.flatMap(({ properties }: { properties: object }) =>
      Object.entries(properties).map(([name, { default: value, markdownDescription }]) => [
        `\`${name}\``,
        `\`${JSON.stringify(value)}\``,
        text(markdownDescription),
      ]),
    );
    expect(listed).toEqual(settings);
  });
});
