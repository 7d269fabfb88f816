/** What a person reads of an operation: everything that is known, in both languages, and what to do next. */
import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Operation, Phase, Question, TaskSummary } from "../../../cloud/operation/operation.ts";
import type { Outcome, Refusal, Warning } from "../../../cloud/operation/outcome.ts";
import { outcomeText } from "../../../cloud/operation/outcome-text.ts";
import { phaseText } from "../../../cloud/operation/phase-text.ts";
import { cloudTime, localTime, pathOf } from "../../../cloud/operation/plain-text.ts";
import { questionText } from "../../../cloud/operation/question-text.ts";

type Kind = Operation["kind"];

const kinds: readonly Kind[] = ["create", "modify", "pause", "resume", "delete"];
const chinese = readFileSync("l10n/cloud.zh-cn.json", "utf8");
const AT = "2026-01-31T09:05:00.000Z";

afterEach(() => l10n.config({ contents: {} }));

/** The same text in English and in Chinese, after making sure that both are whole and say each of these. */
function inBoth(text: () => string, says: readonly string[] = []): string {
  l10n.config({ contents: {} });
  const english = text();
  l10n.config({ contents: chinese });
  const other = text();
  expect(other).toMatch(/\p{Script=Han}/u);
  for (const words of [english, other]) {
    expect(words).not.toMatch(/\{\d\}|undefined|\[object|NaN/);
    for (const word of says) expect(words).toContain(word);
  }
  return english;
}

const error = { code: "InternalError", message: "the server's words", requestId: "request-7" };
const lost = { opId: "op", topicId: "topic-9", name: "orders" };

const refusals: readonly [Refusal, says: string[], english: string][] = [
  [{ kind: "file", obstacle: "unsaved" }, [], "save it first"],
  [{ kind: "file", obstacle: "read-only" }, [], "so it could not take the Id"],
  [{ kind: "file", obstacle: "missing" }, [], "no longer exists"],
  [{ kind: "file", obstacle: "virtual" }, [], "needs a file on disk"],
  [{ kind: "file", obstacle: "untrusted" }, [], "needs a trusted workspace"],
  [{ kind: "file-changed" }, [], "changed after it was checked"],
  [{ kind: "unparsable", message: "line 7" }, ["line 7"], "cannot be read as a task"],
  [{ kind: "has-id", id: "id-1" }, ["id-1"], "not created again"],
  [{ kind: "wrong-id", found: undefined }, [], "has no Id"],
  [{ kind: "wrong-id", found: "id-2" }, ["id-2"], "another Id meanwhile"],
  [{ kind: "secret-identity", field: "Name" }, ["Name"], "must not be a secret"],
  [{ kind: "busy", owner: "process 7" }, ["process 7"], "is under way"],
  [{ kind: "unfinished", opId: "op", uri: "file:///a%20b.json" }, ["/a b.json"], "Settle it first"],
  [
    { kind: "already-created", id: "id-1", createdAt: AT, otherFile: undefined },
    ["id-1", localTime(AT)],
    "Restore its Id",
  ],
  [
    { kind: "already-created", id: "id-1", createdAt: AT, otherFile: "file:///b.json" },
    ["id-1", localTime(AT), "/b.json"],
    "Another file",
  ],
  [{ kind: "same-name", ids: ["id-1", "id-2"] }, ["id-1, id-2"], "already has tasks of this name"],
  [{ kind: "describe-denied", error }, ["InternalError: the server's words"], "may not list"],
  [{ kind: "unlisted", error }, ["InternalError: the server's words"], "could not be listed completely"],
  [{ kind: "unlisted", error: undefined }, [], "so nothing was sent."],
  [{ kind: "journal", error: { ...error, code: "ENOSPC", message: "ENOSPC: full" } }, ["ENOSPC: full"], "on disk"],
  [{ kind: "gone", id: "id-1" }, ["id-1"], "no longer exists in the cloud"],
  [
    { kind: "changed-in-cloud", differences: ["Offset", "Protocol.UserName"] },
    ["Offset, Protocol.UserName"],
    "Compare",
  ],
  [{ kind: "immutable", fields: ["Offset", "TopicId"] }, ["Offset, TopicId"], "cannot be changed"],
];

describe("a refusal", () => {
  it.each(refusals)("%j says why", (refusal, says, english) => {
    const text = () => outcomeText({ kind: "refused", refusal }).message;
    expect(inBoth(text, says)).toContain(english);
    expect(outcomeText({ kind: "refused", refusal })).toMatchObject({ severity: "error", requestId: undefined });
  });

  it("of a file that keeps its Id after a delete says so", () => {
    const refusal = { kind: "file", obstacle: "read-only" } as const;
    expect(inBoth(() => outcomeText({ kind: "refused", refusal }, "delete").message)).toContain("taken out");
  });
});

const warnings: readonly [Warning, says: string[]][] = [
  [{ kind: "twins", ids: ["id-2", "id-3"] }, ["id-2, id-3"]],
  [{ kind: "file-differs" }, []],
  [{ kind: "clock-skew", seconds: 599.6 }, ["600"]],
  [{ kind: "not-as-planned", fields: ["Name"] }, ["Name"]],
  [{ kind: "gone", id: "id-1" }, ["id-1"]],
  [{ kind: "audit-failed", error }, ["InternalError: the server's words"]],
  [{ kind: "without-recovery" }, []],
  [{ kind: "journal", error }, ["InternalError: the server's words"]],
];

/** What each outcome says; `*` for any kind of operation. */
const outcomes: readonly [Outcome, Kind | "*", says: string[], english: string, severity: string][] = [
  [
    { kind: "created", id: "id-1", requestId: "r", adopted: false, warnings: [] },
    "create",
    ["id-1"],
    "Task created",
    "info",
  ],
  [
    { kind: "created", id: "id-1", requestId: "r", adopted: true, warnings: [] },
    "create",
    ["id-1"],
    "The task exists",
    "info",
  ],
  ...(["modify:changed", "pause:paused", "resume:resumed", "delete:deleted"] as const).map(
    (pair): (typeof outcomes)[number] => {
      const [kind, verb] = pair.split(":") as [Kind, string];
      const outcome: Outcome = { kind: "changed", id: "id-1", requestId: "r", described: false, warnings: [] };
      return [outcome, kind, ["id-1"], `Task ${verb}`, "info"];
    },
  ),
  [{ kind: "rejected", at: "describe", error }, "*", ["the server's words"], "so nothing was sent", "error"],
  [{ kind: "rejected", at: "send", error }, "*", ["the server's words"], "refused the request. Nothing was", "error"],
  [{ kind: "not-sent", reason: "dns", error }, "*", ["the server's words"], "Nothing was sent. Nothing was", "error"],
  [
    { kind: "held", id: "id-1", opId: "op", reason: "missing", error, warnings: [] },
    "*",
    ["id-1", "the server's words"],
    "when the file can be written",
    "error",
  ],
  [
    { kind: "unknown", ...lost, reason: "absent", error: undefined },
    "*",
    ["orders", "topic-9"],
    "not sent again.",
    "warning",
  ],
  [
    { kind: "unknown", ...lost, reason: "unlisted", error },
    "*",
    ["topic-9", "the server's words"],
    "not sent again",
    "warning",
  ],
  [
    { kind: "unknown", ...lost, reason: "several", error: undefined },
    "*",
    ["orders", "topic-9"],
    "more than one",
    "warning",
  ],
  [{ kind: "unknown", ...lost, reason: "unreadable", error: undefined }, "*", [], "cannot be read", "warning"],
  [{ kind: "closed", opId: "op", reason: "not-created" }, "*", [], "no task was created", "info"],
  [{ kind: "closed", opId: "op", reason: "never-sent" }, "*", [], "never sent", "info"],
  [{ kind: "closed", opId: "op", reason: "not-in-effect" }, "*", [], "not in effect", "info"],
  [{ kind: "closed", opId: "op", reason: "not-visible" }, "*", [], "nobody can see", "info"],
  [{ kind: "closed", opId: "op", reason: "kept-other-id" }, "*", [], "keeps its own Id", "info"],
  [{ kind: "closed", opId: "op", reason: "done" }, "*", [], "already ended", "info"],
  [{ kind: "cancelled", known: { sent: false } }, "*", [], "Nothing was sent. Nothing was", "info"],
  [{ kind: "cancelled", known: { sent: true, ...lost } }, "create", ["orders", "topic-9"], "may exist", "warning"],
  [{ kind: "cancelled", known: { sent: true, ...lost } }, "delete", ["orders"], "may be in effect", "warning"],
];

describe("an outcome", () => {
  it.each(outcomes)("%j of %s says what happened and what next", (outcome, of, says, english, severity) => {
    for (const kind of of === "*" ? kinds : [of]) {
      expect(inBoth(() => outcomeText(outcome, kind).message, says)).toContain(english);
      const { message, ...rest } = outcomeText(outcome, kind);
      const requestId = "requestId" in outcome ? "r" : "error" in outcome ? outcome.error?.requestId : undefined;
      expect(rest).toEqual({ severity, requestId, warnings: [] });
      expect(message).not.toContain("request-7");
    }
  });

  it.each([
    ["create", "Nothing was created."],
    ["modify", "Nothing was changed."],
    ["pause", "Nothing was changed."],
    ["resume", "Nothing was changed."],
    ["delete", "Nothing was deleted."],
  ] as const)("that changed nothing says of a %s: %s", (kind, words) => {
    expect(outcomeText({ kind: "cancelled", known: { sent: false } }, kind).message).toContain(words);
  });

  it("of a delete that is not in the file yet does not claim that the task exists", () => {
    const held: Outcome = { kind: "held", id: "id-1", opId: "op", reason: "missing", error, warnings: [] };
    expect(outcomeText(held, "delete").message).toContain("The task is deleted");
    expect(outcomeText(held).message).toContain("The task exists");
  });

  it("says what an API code means, what to do, and the server's words; other errors only their words", () => {
    const refused = (code: string | undefined) =>
      outcomeText({ kind: "rejected", at: "send", error: { ...error, code } }).message;
    expect(refused("AuthFailure.SecretIdNotFound")).toMatch(
      /Nothing was created\. .+\. .+\. \(AuthFailure\.SecretIdNotFound: the server's words\)$/,
    );
    expect(refused(undefined)).toMatch(/Nothing was created\. the server's words$/);
  });

  it.each(warnings)("warns: %j", (warning, says) => {
    const outcome: Outcome = { kind: "created", id: "id-1", requestId: "r", adopted: false, warnings: [warning] };
    inBoth(() => outcomeText(outcome).warnings.join("|"), says);
    expect(outcomeText(outcome).warnings).toHaveLength(1);
  });
});

const task = (fields: Partial<TaskSummary> = {}): TaskSummary => ({
  id: "id-1",
  name: "orders",
  status: 1,
  createTime: "2026-01-31 17:05:00",
  differences: [],
  ...fields,
});

const questions: readonly [Question, says: string[], answers: string[]][] = [
  [{ kind: "same-name-exists", tasks: [task(), task({ id: "id-2" })] }, [], ["adopt", "adopt", "create"]],
  [{ kind: "several-matches", tasks: [task()] }, [], ["adopt", "check-again", "not-created"]],
  [
    { kind: "unknown-outcome", topicId: "topic-9", name: "orders" },
    ["topic-9", "orders"],
    ["check-again", "not-created", "create"],
  ],
  [
    { kind: "already-created", id: "id-1", createdAt: AT, otherFile: undefined },
    ["id-1", localTime(AT)],
    ["restore", "create"],
  ],
  [
    { kind: "already-created", id: "id-1", createdAt: AT, otherFile: "file:///b.json" },
    ["id-1", localTime(AT), "/b.json"],
    ["restore", "create"],
  ],
  [{ kind: "other-id-in-file", created: "id-1", found: "id-2" }, ["id-1", "id-2"], ["replace", "keep"]],
  [{ kind: "foreign-lock", owner: "process 7 on far" }, ["process 7 on far"], ["take-over"]],
  [{ kind: "unreadable-record", tasks: [task()] }, [], ["adopt", "not-created"]],
];

describe("a question", () => {
  it.each(questions)("%j says what is known and offers what can be done", (question, says, answers) => {
    inBoth(() => questionText(question).message, says);
    const { choices } = questionText(question);
    expect(choices.map(({ answer }) => answer.kind)).toEqual(answers);
    for (const [index] of choices.entries()) inBoth(() => questionText(question).choices[index]?.detail ?? "");
  });

  it("tells tasks apart by state, time and differences", () => {
    const details = (tasks: TaskSummary[]) =>
      questionText({ kind: "several-matches", tasks }).choices.map(({ label, detail }) => `${label}: ${detail}`);
    const tasks = [
      task(),
      task({ id: "id-2", status: 2, differences: ["Offset", "Protocol.UserName"] }),
      task({ id: "id-3", status: 3 }),
      task({ id: "id-4", status: undefined }),
    ];
    expect(details(tasks).slice(0, 4)).toEqual([
      `id-1: running · created ${localTime(AT)}`,
      `id-2: paused · created ${localTime(AT)} · differs in Offset, Protocol.UserName`,
      `id-3: in error · created ${localTime(AT)}`,
      `id-4: state unknown · created ${localTime(AT)}`,
    ]);
  });
});

describe("a progress line", () => {
  it("says of every phase something of its own", () => {
    const phases: Phase[] = ["preflight", "lock", "pre-image", "connect", "sent", "reconcile", "write-back", "audit"];
    expect(new Set(phases.map((phase) => inBoth(() => phaseText(phase)))).size).toBe(phases.length);
  });
});

describe("a time", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ["Asia/Shanghai", "2026-01-31 17:05:00 GMT+8"],
    ["UTC", "2026-01-31 09:05:00 UTC"],
    ["Asia/Kolkata", "2026-01-31 14:35:00 GMT+5:30"],
  ])("is that of the clock in %s, and says so, whoever noted it", (zone, text) => {
    vi.stubEnv("TZ", zone);
    expect(localTime(AT)).toBe(text);
    expect(cloudTime("2026-01-31 17:05:00")).toBe(text);
  });

  it("stays as the cloud prints it when it is something else", () => {
    for (const text of ["", "yesterday", "2026-13-01 00:00:00"]) expect(cloudTime(text)).toBe(text);
  });
});

describe("a place", () => {
  it("is a path where there is one", () => {
    expect(pathOf("file:///work/a%20b.json")).toBe("/work/a b.json");
    expect(pathOf("vscode-vfs://github/a.json")).toBe("vscode-vfs://github/a.json");
  });
});
