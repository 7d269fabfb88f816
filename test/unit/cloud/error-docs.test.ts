import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterEach, describe, expect, it } from "vitest";
import { errorTable } from "../../../cloud/api/error-table.ts";

afterEach(() => l10n.config({ contents: {} }));

const words = {
  en: {
    title: "What the API's errors mean",
    made: "Made from `cloud/api/error-table.ts`; after a change there: `npm run docs`.",
    intro:
      "A code that is not listed means what its longest listed prefix means. “Executed: no” says that the request certainly had no effect; otherwise list the tasks of the log topic before sending it again.",
    head: ["Code", "Meaning", "What next", "Again?", "Executed"],
    retry: {
      never: "not without a change",
      backoff: "yes, later",
      "after-check": "after listing the tasks",
      "after-clock-fix": "once, with the server's time",
    },
    executed: { yes: "no", exactly: "no (this very code)", unknown: "perhaps" },
  },
  "zh-cn": {
    title: "API 错误码的含义",
    made: "由 `cloud/api/error-table.ts` 生成；修改后请运行 `npm run docs`。",
    intro:
      "未列出的错误码，含义与表中最长的匹配前缀相同。“是否执行：否”表示请求一定没有生效；否则重发之前请先列出该日志主题的任务。",
    head: ["错误码", "含义", "下一步", "可否重发", "是否执行"],
    retry: {
      never: "修改后才可",
      backoff: "可以，稍后",
      "after-check": "列出任务确认后",
      "after-clock-fix": "按服务器时间重发一次",
    },
    executed: { yes: "否", exactly: "否（仅此错误码）", unknown: "可能" },
  },
};

function page(language: keyof typeof words): string {
  const { title, made, intro, head, retry, executed } = words[language];
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const entries = Object.entries(errorTable()).sort(([a], [b]) => a.localeCompare(b, "en"));
  const rows = entries.map(([code, entry]) =>
    row([`\`${code}\``, entry.meaning, entry.next, retry[entry.retry], executed[entry.refused]]),
  );
  return [
    `# ${title}`,
    `<!-- ${made} -->`,
    intro,
    [row(head), row(head.map(() => "---")), ...rows].join("\n"),
    "",
  ].join("\n\n");
}

describe("docs/errors.md is up to date", () => {
  it("in English", async () => {
    await expect(page("en")).toMatchFileSnapshot("../../../docs/errors.md");
  });

  it("in Chinese", async () => {
    l10n.config({ contents: readFileSync("l10n/cloud.zh-cn.json", "utf8") });
    await expect(page("zh-cn")).toMatchFileSnapshot("../../../docs/errors.zh-cn.md");
  });
});
