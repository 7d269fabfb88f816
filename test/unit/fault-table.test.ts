/** Every fault we know of has a test; docs/faults.md lists them. After a change here: `npm run docs`. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import chinese from "./fault-table.zh-cn.json" with { type: "json" };

interface Fault {
  readonly what: string;
  /** What happens then. */
  readonly result: string;
  /** In the editor: the test's title by its file in test/vscode. */
  readonly editor?: readonly [file: string, title: string][];
}

const faults: readonly Fault[] = [
  { what: "the name cannot be resolved", result: "tried three times, then “nothing was sent”" },
  { what: "the connection is refused, or there is no way", result: "the same" },
  { what: "nobody answers the connection", result: "the same; connecting and answering have their own time-outs" },
  { what: "the certificate is wrong, or it is no TLS", result: "named, not tried again, no way around it" },
  {
    what: "the peer closes in the handshake",
    result: "nothing was sent, unlike row 9: the phase decides, not the code",
  },
  { what: "the proxy refuses, or its address is none", result: "named without its password, not tried again" },
  { what: "a redirect, a captive portal", result: "never followed; the task is looked for" },
  { what: "a reset before the server has read", result: "the task is looked for; none: a question. Not sent again" },
  {
    what: "a reset after the server has made the task",
    result: "the one new task is found and adopted",
    editor: [["suite/recovery.test.ts", "finds the task of a lost answer by itself"]],
  },
  { what: "time-out, and the task comes 20 s later", result: "found within the quiet period" },
  {
    what: "the task comes after the quiet period",
    result: "found by the next recovery; “create again” lists first",
    editor: [
      ["suite/recovery.test.ts", "asks when no task shows up, and finds it once it does"],
      ["suite/recovery.test.ts", "ends an operation when a person says that no task was created"],
    ],
  },
  { what: "RequestLimitExceeded", result: "certainly not executed: sent again after a pause, three times in all" },
  { what: "429 and 5xx with a page of HTML", result: "the task is looked for" },
  { what: "an answer cut off, too short, wrongly compressed", result: "the task is looked for" },
  { what: "an answer without a usable Id", result: "the task is looked for; nothing else is ever written as an Id" },
  { what: "an endless answer", result: "cut off at 1 MiB; the task is looked for" },
  { what: "InternalError, FailedOperation, anything new", result: "proves nothing; the task is looked for" },
  { what: "a unique-key conflict", result: "tasks of the same name are a question, older ones too" },
  {
    what: "the clock is off",
    result: "corrected once by the server's, and said",
    editor: [["suite/api-errors.test.ts", "is corrected once by the server's, and told"]],
  },
  {
    what: "a wrong or expired key",
    result: "nothing created; with new credentials it can be submitted",
    editor: [["journeys/accounts.test.ts", "a profile whose login is over says what to do"]],
  },
  {
    what: "the account may not list tasks",
    result: "refused; only by a person's choice without recovery",
    editor: [["suite/api-errors.test.ts", "that forbids listing leaves the choice to go without recovery"]],
  },
  { what: "listing fails or is incomplete", result: "nothing counts as absent; it stays open" },
  {
    what: "two new tasks match",
    result: "a question with Id, time, status and differences",
    editor: [["suite/recovery.test.ts", "lets a person choose where more than one new task fits, and deletes none"]],
  },
  { what: "the same task was there before", result: "a question; never taken for the answer" },
  {
    what: "SIGKILL at any point",
    result: "the next start settles it: 8 points x 6 outcomes x 1 or 2 processes, of editor and command line",
  },
  { what: "a torn, empty or changed journal record", result: "set aside; counts as unknown, not as absent" },
  { what: "the disk is full before sending", result: "nothing is sent" },
  {
    what: "the disk is full when the Id comes",
    result: "space was reserved; if even that fails the Id is shown at once",
  },
  { what: "the disk is full under the file", result: "the file is as it was; the Id is kept until it can be written" },
  {
    what: "the file is read-only, or becomes so",
    result: "refused before; kept after",
    editor: [
      ["suite/recovery.test.ts", "keeps the Id of a file that became read-only until it is not"],
      ["suite/write-back.test.ts", "it must not be marked as read-only"],
    ],
  },
  {
    what: "the file is edited meanwhile",
    result: "the edit stays; a difference to what was sent is said",
    editor: [["suite/write-back.test.ts", "what is typed stays, and the difference is said"]],
  },
  {
    what: "the file cannot be parsed by then",
    result: "not touched; the Id is kept until it can be written",
    editor: [["suite/recovery.test.ts", "keeps the Id of a file that cannot be written until it can"]],
  },
  {
    what: "the file has another Id by then",
    result: "a question; nothing is overwritten unasked",
    editor: [["suite/write-back.test.ts", "another Id in it is a question: that of the file stays"]],
  },
  {
    what: "two Ids in the file",
    result: "refused before sending; not written to",
    editor: [["suite/write-back.test.ts", "it must not hold two Ids"]],
  },
  {
    what: "the file is deleted, renamed or moved",
    result: "kept until it is back; a rename is followed",
    editor: [
      ["suite/recovery.test.ts", "does not bring a deleted file back, but keeps its Id elsewhere"],
      ["suite/write-back.test.ts", "its renaming is followed"],
    ],
  },
  {
    what: "undo or checkout takes the Id away",
    result: "said, and given back; never silently submitted again",
    editor: [
      ["suite/submit.test.ts", "says when a file has lost its Id, and restores it"],
      ["suite/submit.test.ts", "does not create a task again"],
    ],
  },
  {
    what: "saving is refused, or claims success and the Id is not there",
    result: "the disk is what counts: kept",
    editor: [
      [
        "suite/write-back.test.ts",
        "its Id counts once it is on disk, though VS Code refuses to save over another program's text",
      ],
      ["suite/write-back.test.ts", "its Id counts once it is on disk, whatever another extension does on saving"],
    ],
  },
  {
    what: "double click, two windows, editor and terminal, a copy",
    result: "the second waits or is told who is at work",
    editor: [
      ["suite/at-the-same-time.test.ts", "a window waits for a terminal, and then finds the Id in the file"],
      ["suite/at-the-same-time.test.ts", "a window says who is at work in a terminal, and leaves it alone"],
      ["suite/at-the-same-time.test.ts", "a copy of a file waits for the first, and can be cancelled"],
      ["suite/at-the-same-time.test.ts", "one file is submitted once, however often the button is pressed"],
      ["journeys/two-windows.test.ts", "submit a file: the second waits for the first, and takes its Id"],
    ],
  },
  { what: "a lock whose owner is gone, or cannot be checked", result: "taken over, or asked about" },
  {
    what: "a window reloads while a request is under way",
    result: "the new host waits for the old, then settles",
    editor: [["journeys/dialogs.test.ts", "settles a lost answer"]],
  },
  { what: "the computer sleeps, the clock is set", result: "sleep does not count as quiet" },
  {
    what: "a virtual or untrusted workspace, unsaved changes",
    result: "refused",
    editor: [
      ["suite/virtual.test.ts", "a file is checked, but not submitted"],
      ["journeys/trust.test.ts", "is checked, but nothing of it is submitted"],
    ],
  },
  { what: "Remote-SSH, WSL, a container", result: "the journal is where the program runs" },
  {
    what: "byte order mark, CRLF, tabs, one line, comments",
    result: "nothing but the property is added; one undo step",
    editor: [["suite/submit.test.ts", "names where the task goes, creates it, and writes its Id as one undo step"]],
  },
  { what: "Windows refuses a rename for a moment", result: "tried for two seconds, then kept" },
];

/** Of update, pause, resume and delete. Asking for one of these twice does no harm, so none of it needs a person. */
const changeFaults: readonly Fault[] = [
  {
    what: "no connection, or one that breaks before anything is sent",
    result: "tried three times; nothing was changed",
  },
  {
    what: "the connection breaks after sending",
    result: "the task is looked at: in effect, or not in effect and said so. Never sent again by itself",
    editor: [["suite/changes.test.ts", "says what became of it when the answer was lost"]],
  },
  { what: "no answer in time, or the change comes later", result: "the same, within the quiet period" },
  { what: "a page of HTML, a redirect, an answer cut off", result: "the same" },
  { what: "InternalError, anything new", result: "proves nothing: the same" },
  { what: "RequestLimitExceeded", result: "certainly not executed: sent again after a pause" },
  { what: "only a password changes, and the answer is lost", result: "not claimed: nobody can see it. Ask again" },
  {
    what: "the API refuses",
    result: "nothing was changed; the field is shown",
    editor: [["suite/changes.test.ts", "shows the field that the API refuses"]],
  },
  { what: "the tasks cannot be listed afterwards", result: "it stays open until they can" },
  {
    what: "somebody else changes the task between plan and request",
    result: "refused, with the fields that changed",
    editor: [["suite/changes.test.ts", "is not touched when somebody changed it after it was shown"]],
  },
  {
    what: "somebody else deletes it",
    result: "refused; a delete only tidies up the file",
    editor: [["suite/changes.test.ts", "that somebody deleted is said to be gone"]],
  },
  { what: "cancelled after it was sent", result: "settled by the next recovery, or before the next operation" },
  { what: "two at the same task", result: "the second is told who is at work" },
  { what: "the task is not as planned afterwards", result: "said, with the fields" },
  { what: "the file of a deleted task cannot be written", result: "held until it can; another Id is left alone" },
  { what: "the process ends at any call", result: "the next start settles it" },
  {
    what: "delete and create, and the create fails or never comes",
    result: "said that the old task is gone; the file can be submitted",
    editor: [["suite/changes.test.ts", "leaves a file to submit when the create fails after the delete"]],
  },
];

const RUNNER = "test/unit/runner";
const EDITOR = "test/vscode";

type Tests = ReadonlyMap<number, ReadonlySet<string>>;

/** Files by the rows their tests name: `"26: …"`, or with a prefix before the number. */
function testsByRow(prefix = ""): Map<number, Set<string>> {
  const rows = new Map<number, Set<string>>();
  for (const file of readdirSync(RUNNER).filter((name) => name.endsWith(".test.ts"))) {
    for (const [, row] of readFileSync(`${RUNNER}/${file}`, "utf8").matchAll(new RegExp(`"${prefix}(\\d+): `, "g"))) {
      rows.set(Number(row), (rows.get(Number(row)) ?? new Set()).add(file));
    }
  }
  return rows;
}

type Language = "en" | "zh-cn";

const words = {
  en: {
    title: "What can go wrong",
    other: "[简体中文](faults.zh-cn.md)",
    made: "Made from test/unit/fault-table.test.ts; after a change there: npm run docs",
    intro:
      "Each row is tested on the operation runner, which editor and terminal share, with the sandbox as the server; where the editor adds something of its own, in a real VS Code too.",
    head: ["fault", "what happens", "tests", "in the editor"],
    create: "When a task is created",
    change: "When a task is updated, paused, resumed or deleted",
    changeIntro:
      "Each of rows 1 to 6 is tried with each of the four, executed and not executed. These are settled without a question, because asking for the same twice does no harm: the task is looked at, and a person can ask again. One that comes into effect after the quiet period, although it was said not to be, shows as a difference. [Random schedules](../test/unit/runner/change-schedules.test.ts) of two processes show that nothing is done twice, that nothing is overwritten which was not seen, and that what is said is true; [a process may end at every call](../test/unit/runner/changes-crash.test.ts). The exhaustive [model](../test/unit/runner/model.test.ts) is of the create alone: its properties are about tasks that are doubled or lost, which no change can cause.",
  },
  "zh-cn": {
    title: "可能出现的故障",
    other: "[English](faults.md)",
    made: "由 test/unit/fault-table.test.ts 生成；修改后请运行 npm run docs",
    intro:
      "每一行都在编辑器与终端共用的操作执行器上测试，以沙箱为服务器；编辑器另有处理的，还在真实的 VS Code 中测试。测试的标题为英文。",
    head: ["故障", "处理", "测试", "编辑器中"],
    create: "创建任务时",
    change: "更新、暂停、恢复或删除任务时",
    changeIntro:
      "第 1 至 6 行对四种变更逐一测试，包括已执行和未执行。这些情况无需询问即可处理，因为同一变更请求两次并无害处：先查看任务，用户可以再次执行。若变更在等待时间之后才生效，而此前已说明未生效，则会显示为差异。两个进程的[随机时序](../test/unit/runner/change-schedules.test.ts)表明：没有重复执行，没有未经查看的覆盖，所作说明都属实；[进程可能在任何一次调用时结束](../test/unit/runner/changes-crash.test.ts)。穷举[模型](../test/unit/runner/model.test.ts)只针对创建：它的性质是任务不重复、不丢失，而变更不会造成这两种情况。",
  },
};

function translate(text: string, language: Language): string {
  return language === "en" ? text : chinese[text as keyof typeof chinese];
}

function table(listed: readonly Fault[], tests: Tests, language: Language): string {
  const link = (folder: string, file: string) => `[${file.replace(/^.*\/|\.test\.ts$/g, "")}](../${folder}/${file})`;
  const rows = listed.map(({ what, result, editor = [] }, index) => {
    const here = [...(tests.get(index + 1) ?? [])].map((file) => link(RUNNER, file));
    const there = editor.map(([file, title]) => `${link(EDITOR, file)}: ${title}`);
    const [fault, happens] = [what, result].map((text) => translate(text, language));
    return `| ${index + 1} | ${fault} | ${happens} | ${here.join(", ")} | ${there.join("; ")} |`;
  });
  return `| # | ${words[language].head.join(" | ")} |
| --- | --- | --- | --- | --- |
${rows.join("\n")}`;
}

function page(tests: Tests, changeTests: Tests, language: Language): string {
  const { title, other, made, intro, create, change, changeIntro } = words[language];
  return `# ${title}

${other}

<!-- ${made} -->

${intro}

## ${create}

${table(faults, tests, language)}

## ${change}

${changeIntro}

${table(changeFaults, changeTests, language)}
`;
}

describe("the fault table", () => {
  const tests = testsByRow().set(25, new Set(["kill-matrix.test.ts"]));
  const changeTests = testsByRow("C");

  it("has a test for each row, and no test for others", () => {
    expect(faults).toHaveLength(45);
    const rowsOf = (found: Tests) => [...found.keys()].sort((a, b) => a - b);
    expect(rowsOf(tests)).toEqual(faults.map((_, index) => index + 1));
    expect(rowsOf(changeTests)).toEqual(changeFaults.map((_, index) => index + 1));
  });

  it.each([...faults, ...changeFaults].flatMap(({ editor = [] }) => editor))(
    "names a test of the editor that exists: %s, %s",
    (file, title) => {
      expect(readFileSync(`${EDITOR}/${file}`, "utf8")).toContain(`"${title}"`);
    },
  );

  it.each([
    ["en", "faults.md"],
    ["zh-cn", "faults.zh-cn.md"],
  ] as const)("is, in %s, docs/%s", async (language, file) => {
    await expect(page(tests, changeTests, language)).toMatchFileSnapshot(`../../docs/${file}`);
  });

  it("is translated, and nothing else is", () => {
    const texts = [...faults, ...changeFaults].flatMap(({ what, result }) => [what, result]);
    expect(new Set(Object.keys(chinese))).toEqual(new Set(texts));
  });
});
