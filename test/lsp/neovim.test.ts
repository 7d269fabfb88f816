/** Neovim's built-in client, written by other people from the specification: what works there does not work by agreement. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const isThere = spawnSync("nvim", ["--version"]).status === 0;
if (!isThere) console.warn("Neovim is not installed (Debian: apt-get install neovim): its tests are skipped.");

const TASK = `{
  "Region": "ap-guangzhou",
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "app-logs",
  "KafkaType": 0,
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "LogRechargeRule": {
    "RechargeType": "json_log",
    "EncodingFormat": 0,
    "DefaultTimeSwitch": true
  }
}
`;

interface Diagnostic {
  code: string;
  message: string;
  underlined: string;
}

/** What `neovim.lua` prints. */
interface Seen {
  problem?: string;
  opened: { filetype: string; diagnostics: Diagnostic[] };
  completion: string[];
  chosen: { lines: string[]; diagnostics: Diagnostic[] };
  typed: { line: string; diagnostics: Diagnostic[] };
  actions: string[];
  fixed: { line: string; diagnostics: Diagnostic[] };
  hover: string[];
}

describe.skipIf(!isThere)("in Neovim", () => {
  const home = mkdtempSync(join(tmpdir(), "recharge-neovim-"));
  let seen: Seen;

  beforeAll(async () => {
    const file = join(home, "orders.recharge.json");
    writeFileSync(file, TASK);
    const nvim = spawn("nvim", ["--clean", "--headless", "-n", "-c", "luafile test/lsp/neovim.lua"], {
      env: {
        ...process.env,
        HOME: home,
        XDG_CACHE_HOME: home,
        LANG: "C.UTF-8",
        NODE: process.execPath,
        SERVER: "dist/server.js",
        TASK_FILE: file,
      },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 30_000,
    });
    const [output, messages] = await Promise.all([text(nvim.stdout), text(nvim.stderr), once(nvim, "exit")]);
    if (output === "") throw new Error(`Neovim did not come to the end:\n${messages}`);
    seen = JSON.parse(output);
    expect(seen.problem).toBeUndefined();
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("opening a file shows what is wrong with it, at the deciding property", () => {
    expect(seen.opened).toEqual({
      filetype: "recharge",
      diagnostics: [
        {
          code: "R05",
          message: "`KafkaInstance` is required because `KafkaType` is 0 (Tencent Cloud CKafka).",
          underlined: '"KafkaType": 0',
        },
      ],
    });
  });

  it("the missing field comes first in the list, and choosing it mends the file", () => {
    expect(seen.completion[0]).toBe("KafkaInstance");
    expect(seen.chosen.lines.slice(4, 7)).toEqual([
      '  "KafkaType": 0,',
      '  "KafkaInstance": "ckafka-2vrgxbxa",',
      '  "UserKafkaTopics": "app-logs",',
    ]);
    expect(seen.chosen.diagnostics).toEqual([]);
  });

  it("typing brings diagnostics, placed as the editor counts", () => {
    expect(seen.typed.line).toBe('  "ConsumerGroupName": "日志🙂", "Offset": -7,');
    expect(seen.typed.diagnostics).toContainEqual({
      code: "R04",
      message: "`Offset` must be one of -2 (earliest), -1 (latest); it is -7.",
      underlined: "-7",
    });
  });

  it("a code action mends the value, in its place as the editor counts", () => {
    expect(seen.actions.slice(0, 2)).toEqual(["Change to -2 (earliest)", "Change to -1 (latest)"]);
    expect(seen.actions.join()).not.toMatch(/severity/);
    expect(seen.fixed.line).toBe('  "ConsumerGroupName": "日志🙂", "Offset": -2,');
    expect(seen.fixed.diagnostics).not.toContainEqual(expect.objectContaining({ code: "R04" }));
  });

  it("hover explains the value", () => {
    expect(seen.hover).toContain("`RechargeType` is always required.");
    expect(seen.hover).toContain('- **`"json_log"` JSON**');
  });
});
