import { describe, expect, it } from "vitest";
import type { FileFindings, Finding } from "../../../cli/findings.ts";
import { formatGithub } from "../../../cli/report/github.ts";
import { formatJson } from "../../../cli/report/json.ts";
import { textFormatter } from "../../../cli/report/text.ts";
import { colorsFor } from "../../../cli/terminal.ts";

/** A finding at the part of the line between « and ». */
function at(marked: string, finding: Partial<Finding> = {}): FileFindings {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const line = marked.replace(/[«»]/g, "");
  const range = { start: { line: 2, character: start }, end: { line: 2, character: end } };
  const whole: Finding = {
    file: "a.recharge.json",
    code: "R05",
    rule: "R05",
    severity: "error",
    message: "why",
    pointer: "/KafkaType",
    range,
    ...finding,
  };
  return { file: whole.file, findings: [whole], lines: [line] };
}

function text(...files: FileFindings[]): string {
  return textFormatter(colorsFor({ isTTY: false } as NodeJS.WriteStream))({ files, checked: 3 });
}

/** The excerpt and the caret line below it, without their margins. */
function excerpt(file: FileFindings): string[] {
  return text(file)
    .split("\n")
    .slice(2, 4)
    .map((line) => line.slice(line.indexOf("│ ") + 2));
}

describe("the text report", () => {
  it("names file, place, severity, reason and rule, and counts", () => {
    expect(text(at('  "KafkaType": «0»,'))).toBe(
      [
        "a.recharge.json",
        "  3:16  error: why  R05",
        '     3 │   "KafkaType": 0,',
        "       │                ^",
        "",
        "✖ 1 error in 1 of 3 files.",
        "",
      ].join("\n"),
    );
  });

  it("puts the caret right behind Chinese, emoji, combining marks and tabs", () => {
    expect(excerpt(at('"日志": «"é"»'))).toEqual(['"日志": "é"', `${" ".repeat(8)}^^^`]);
    expect(excerpt(at('\t"👩‍💻": «1»'))).toEqual(['  "👩‍💻": 1', `${" ".repeat(8)}^`]);
    expect(excerpt(at('"e\u0301": «12»'))).toEqual(['"e\u0301": 12', `${" ".repeat(5)}^^`]);
  });

  it("shows only the surroundings on a long line", () => {
    const [line = "", caret = ""] = excerpt(at(`${"x".repeat(5000)}«here»${"y".repeat(5000)}`));
    expect(line).toMatch(/^…x{60}herey{56}…$/);
    expect(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe("here");
  });

  it("keeps a file from steering the terminal", () => {
    const clear = "\u001b[2J";
    const shown = text(at(`"${clear}\u202e": «1»`, { message: `bad ${clear}`, file: `${clear}.recharge.json` }));
    expect(shown).not.toContain("\u001b");
    expect(shown).not.toContain("\u202e");
    expect(shown).toContain("bad ␛[2J");
  });
});

describe("the GitHub report", () => {
  it("counts from one", () => {
    expect(formatGithub({ files: [at("  «0»")], checked: 1 })).toBe(
      "::error file=a.recharge.json,line=3,endLine=3,col=3,endColumn=4,title=R05::why\n",
    );
  });

  it("lets nothing in a name or a message start another command", () => {
    const file = at("«0»", { file: "a,b:c%\n.json", message: "100%\r\n::set-output name=x::y", severity: "hint" });
    const output = formatGithub({ files: [file], checked: 1 });
    expect(output.trimEnd().split("\n")).toHaveLength(1);
    expect(output).toBe(
      "::notice file=a%2Cb%3Ac%25%0A.json,line=3,endLine=3,col=1,endColumn=2,title=R05::100%25%0D%0A::set-output name=x::y\n",
    );
  });
});

describe("the JSON report", () => {
  it("is one array over all files", () => {
    const files = [at("«0»"), at("«1»", { file: "b.recharge.json" })];
    expect(JSON.parse(formatJson({ files, checked: 2 }))).toEqual(files.flatMap(({ findings }) => findings));
  });
});
