/** Every fault we know of has a test; docs/faults.md lists them. After a change here: `npm run docs`. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

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
  { what: "the clock is off", result: "corrected once by the server's, and said" },
  { what: "a wrong or expired key", result: "nothing created; with new credentials it can be submitted" },
  { what: "the account may not list tasks", result: "refused; only by a person's choice without recovery" },
  { what: "listing fails or is incomplete", result: "nothing counts as absent; it stays open" },
  { what: "two new tasks match", result: "a question with Id, time, status and differences" },
  { what: "the same task was there before", result: "a question; never taken for the answer" },
  { what: "SIGKILL at any point", result: "the next start settles it: 8 points x 6 outcomes x 1 or 2 processes" },
  { what: "a torn, empty or changed journal record", result: "set aside; counts as unknown, not as absent" },
  { what: "the disk is full before sending", result: "nothing is sent" },
  {
    what: "the disk is full when the Id comes",
    result: "space was reserved; if even that fails the Id is shown at once",
  },
  { what: "the disk is full under the file", result: "the file is as it was; the Id is kept until it can be written" },
  { what: "the file is read-only, or becomes so", result: "refused before; kept after" },
  { what: "the file is edited meanwhile", result: "the edit stays; a difference to what was sent is said" },
  {
    what: "the file cannot be parsed by then",
    result: "not touched; the Id is kept until it can be written",
    editor: [["suite/recovery.test.ts", "keeps the Id of a file that cannot be written until it can"]],
  },
  { what: "the file has another Id by then", result: "a question; nothing is overwritten unasked" },
  { what: "two Ids in the file", result: "refused before sending; not written to" },
  { what: "the file is deleted, renamed or moved", result: "kept until it is back; a rename is followed" },
  {
    what: "undo or checkout takes the Id away",
    result: "said, and given back; never silently submitted again",
    editor: [
      ["suite/submit.test.ts", "says when a file has lost its Id, and restores it"],
      ["suite/submit.test.ts", "does not create a task again"],
    ],
  },
  { what: "a write claims success and is not there", result: "the disk is what counts: kept" },
  {
    what: "double click, two windows, editor and terminal, a copy",
    result: "the second waits or is told who is at work",
  },
  { what: "a lock whose owner is gone, or cannot be checked", result: "taken over, or asked about" },
  { what: "a window reloads while a request is under way", result: "the new host waits for the old, then settles" },
  { what: "the computer sleeps, the clock is set", result: "sleep does not count as quiet" },
  { what: "a virtual or untrusted workspace, unsaved changes", result: "refused" },
  { what: "Remote-SSH, WSL, a container", result: "the journal is where the program runs" },
  {
    what: "byte order mark, CRLF, tabs, one line, comments",
    result: "nothing but the property is added; one undo step",
    editor: [["suite/submit.test.ts", "names where the task goes, creates it, and writes its Id as one undo step"]],
  },
  { what: "Windows refuses a rename for a moment", result: "tried for two seconds, then kept" },
];

const RUNNER = "test/unit/runner";
const EDITOR = "test/vscode";

/** Files by the rows their tests name, as `"26: …"`. */
function testsByRow(): Map<number, Set<string>> {
  const rows = new Map<number, Set<string>>();
  for (const file of readdirSync(RUNNER).filter((name) => name.startsWith("faults-"))) {
    for (const [, row] of readFileSync(`${RUNNER}/${file}`, "utf8").matchAll(/"(\d+): /g)) {
      rows.set(Number(row), (rows.get(Number(row)) ?? new Set()).add(file));
    }
  }
  return rows.set(25, new Set(["kill-matrix.test.ts"]));
}

function page(tests: ReadonlyMap<number, ReadonlySet<string>>): string {
  const link = (folder: string, file: string) => `[${file.replace(/^.*\/|\.test\.ts$/g, "")}](../${folder}/${file})`;
  const rows = faults.map(({ what, result, editor = [] }, index) => {
    const here = [...(tests.get(index + 1) ?? [])].map((file) => link(RUNNER, file));
    const there = editor.map(([file, title]) => `${link(EDITOR, file)}: ${title}`);
    return `| ${index + 1} | ${what} | ${result} | ${here.join(", ")} | ${there.join("; ")} |`;
  });
  return `# What can go wrong when a task is created

<!-- Made from test/unit/fault-table.test.ts; after a change there: npm run docs -->

Each row is tested on the operation runner, which editor and terminal share, with the sandbox as the server; where the editor adds something of its own, in a real VS Code too.

| # | fault | what happens | tests | in the editor |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

describe("the fault table", () => {
  const tests = testsByRow();

  it("has a test for each row, and no test for others", () => {
    expect(faults).toHaveLength(45);
    expect([...tests.keys()].sort((a, b) => a - b)).toEqual(faults.map((_, index) => index + 1));
  });

  it.each(faults.flatMap(({ editor = [] }) => editor))(
    "names a test of the editor that exists: %s, %s",
    (file, title) => {
      expect(readFileSync(`${EDITOR}/${file}`, "utf8")).toContain(`"${title}"`);
    },
  );

  it("is docs/faults.md", async () => {
    await expect(page(tests)).toMatchFileSnapshot("../../docs/faults.md");
  });
});
