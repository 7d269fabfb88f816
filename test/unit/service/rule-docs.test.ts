import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterEach, describe, expect, it } from "vitest";
import { allRules } from "../../../server/src/service/index.ts";

afterEach(() => l10n.config({ contents: {} }));

const words = {
  en: {
    title: "The rules",
    made: "Made from `schemas/recharge.schema.json` and `server/src/service/rules/`; after a change there: `npm run docs`.",
    intro: [
      "Errors are what the documentation of the API states. What is inferred is a warning, information or a hint. Each rule has a failing and a passing file in `test/fixtures/rules/`.",
      "A rule's severity can be changed, or the rule turned off, in the setting `recharge.rules` and in a file `.rechargerc.json` beside the task files:",
    ],
    severities: { error: "error", warning: "warning", info: "info", hint: "hint" },
    head: ["Rule", "Severity", "About"],
  },
  "zh-cn": {
    title: "规则",
    made: "由 `schemas/recharge.schema.json` 和 `server/src/service/rules/` 生成；修改后请运行 `npm run docs`。",
    intro: [
      "错误对应接口文档明确规定的内容，由此推断的则为警告、信息或提示。每条规则在 `test/fixtures/rules/` 中都有一个不通过和一个通过的示例文件。",
      "可在设置 `recharge.rules` 或任务文件旁的 `.rechargerc.json` 中修改规则的级别，或将其关闭：",
    ],
    severities: { error: "错误", warning: "警告", info: "信息", hint: "提示" },
    head: ["规则", "级别", "内容"],
  },
};

function page(language: keyof typeof words): string {
  const { title, made, intro, severities, head } = words[language];
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rules = allRules(language);
  const rows = rules.map((rule) =>
    row([`[${rule.id}](#${rule.id.toLowerCase()})`, severities[rule.severity], rule.title]),
  );
  return [
    `# ${title}`,
    `<!-- ${made} -->`,
    ...intro,
    '```json\n{ "rules": { "R23": "off", "R37": "error" } }\n```',
    [row(head), row(head.map(() => "---")), ...rows].join("\n"),
    ...rules.flatMap((rule) => [`## ${rule.id}`, `**${rule.title}** · ${severities[rule.severity]}`, rule.description]),
    "",
  ].join("\n\n");
}

describe("docs/rules.md is up to date", () => {
  it("in English", async () => {
    await expect(page("en")).toMatchFileSnapshot("../../../docs/rules.md");
  });

  it("in Chinese", async () => {
    l10n.config({ contents: readFileSync("l10n/service.zh-cn.json", "utf8") });
    await expect(page("zh-cn")).toMatchFileSnapshot("../../../docs/rules.zh-cn.md");
  });

  it("has a section wherever a diagnostic links to", () => {
    const sections = new Set(page("en").match(/^## R\d+$/gm));
    for (const { id, link } of allRules("en")) {
      expect(sections).toContain(`## ${id}`);
      expect(link.endsWith(`/docs/rules.md#${id.toLowerCase()}`)).toBe(true);
    }
  });
});
