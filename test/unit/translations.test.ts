import { globSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Which sources a file of l10n/ translates. */
const sources: Record<string, string[]> = {
  service: ["server/src/service/**/*.ts"],
  server: ["server/src/*.ts"],
};
const sourcesOf = (folder: string) => globSync(sources[folder] ?? [`${folder}/**/*.ts`]);

/** The English texts of `l10n.t` in a source. A call whose text is not a plain literal cannot be translated. */
function textsIn(file: string): string[] {
  const code = readFileSync(file, "utf8");
  const calls = code.match(/\bl10n\.t\(/g) ?? [];
  const literals = [...code.matchAll(/\bl10n\.t\(\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*[,)]/g)];
  expect(literals.length, `${file}: the text of l10n.t must be a literal`).toBe(calls.length);
  return literals.map(([, double, single]) =>
    JSON.parse(`"${double ?? single?.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`),
  );
}

const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

describe("Chinese texts of", () => {
  const folders = readdirSync("l10n").map((file) => file.replace(".zh-cn.json", ""));
  it.each(folders)("%s are those of the English ones", (folder) => {
    const chinese: Record<string, string> = JSON.parse(readFileSync(`l10n/${folder}.zh-cn.json`, "utf8"));
    const english = new Set(sourcesOf(folder).flatMap(textsIn));
    expect(Object.keys(chinese).sort()).toEqual([...english].sort());
    for (const [text, translation] of Object.entries(chinese)) {
      expect(translation).not.toBe("");
      expect(placeholders(translation), translation).toEqual(placeholders(text));
    }
  });

  it("every folder that has texts are there", () => {
    const translated = new Set(folders.flatMap(sourcesOf));
    const all = globSync("{document,server,cloud,client,cli,sandbox}/**/*.ts");
    const without = all.filter((file) => !translated.has(file) && textsIn(file).length > 0);
    expect(without).toEqual([]);
  });

  it("the same English text are the same in every folder", () => {
    const seen = new Map<string, string>();
    for (const file of readdirSync("l10n")) {
      const texts: Record<string, string> = JSON.parse(readFileSync(`l10n/${file}`, "utf8"));
      for (const [english, chinese] of Object.entries(texts)) {
        expect(chinese, `${file}: ${english}`).toBe(seen.get(english) ?? chinese);
        seen.set(english, chinese);
      }
    }
  });

  it("have the punctuation marks of Chinese", () => {
    const files = globSync([
      "l10n/*.json",
      "package.nls.zh-cn.json",
      "schemas/recharge.schema.json",
      "*.zh-CN.md",
      "{docs,media}/**/*.zh-cn.md",
      "sandbox/**/*.ts",
    ]);
    const halfWidth = files.flatMap((file) => {
      // What is code has its own; a format such as host:port and the name of VS Code's command are as they are.
      const prose = readFileSync(file, "utf8").replace(/`[^`\n]+`|\]\([^)]*\)|主机:端口|扩展: /g, "code");
      const found = prose.match(/.*(?:\p{sc=Han} ?[,:;!?(]|[,;!?)] ?\p{sc=Han}).*/gu) ?? [];
      return found.map((line) => `${file}: ${line.trim()}`);
    });
    expect(halfWidth).toEqual([]);
  });
});
