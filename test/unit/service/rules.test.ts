import { existsSync, readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { DiagnosticSeverity } from "vscode-languageserver-types";
import { Analysis, allRules, summarize, type TaskSummary } from "../../../server/src/service/index.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { diagnose, type Fixture, readFixture, toMark } from "./fixtures.ts";

const folder = "test/fixtures/rules";
const cases = readdirSync(folder).flatMap((file) => /^((R\d+).*)\.bad\.recharge\.json$/.exec(file)?.slice(1, 3) ?? []);
const pairs = cases.filter((_, index) => index % 2 === 0).map((name) => [name, name.slice(0, 3)] as const);

beforeAll(loadRegexEngine);

describe("every rule", () => {
  it("has a failing and a passing file", () => {
    expect([...new Set(pairs.map(([, rule]) => rule))].sort()).toEqual(allRules("en").map(({ id }) => id));
  });
});

describe.each(pairs)("%s", (name, rule) => {
  const others = summaries(`${folder}/${rule}.other.recharge.json`);

  it("is reported where the failing file says, and no other error with it", () => {
    const fixture = readFixture(`${folder}/${name}.bad.recharge.json`);
    const found = diagnose(fixture, { others });
    const marks = found.filter(({ code }) => code === rule).map((diagnostic) => toMark(fixture, diagnostic));
    expect(fixture.expected).not.toEqual([]);
    expect(marks.sort(byPlace)).toEqual(fixture.expected.sort(byPlace));
    expect(errors(fixture, others).filter((message) => !message.startsWith(rule))).toEqual([]);
  });

  it("is not reported in the passing file, which has no error", () => {
    const fixture = readFixture(`${folder}/${name}.good.recharge.json`);
    expect(diagnose(fixture, { others }).filter(({ code }) => code === rule)).toEqual([]);
    expect(errors(fixture, others)).toEqual([]);
  });
});

function summaries(path: string): TaskSummary[] {
  if (!existsSync(path)) return [];
  const { textDocument } = readFixture(path);
  return [summarize(textDocument, new Analysis(textDocument.getText()).document)];
}

function errors(fixture: Fixture, others: TaskSummary[]): string[] {
  const found = diagnose(fixture, { others }).filter(({ severity }) => severity === DiagnosticSeverity.Error);
  return found.map(({ code, message }) => `${code} ${message}`);
}

function byPlace(one: { line: number; start: number }, other: { line: number; start: number }): number {
  return one.line - other.line || one.start - other.start;
}
