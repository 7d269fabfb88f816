/** What a `describe` of tests runs with: a sandbox of its own, a journal of its own, a person for each test. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Mocha from "mocha";
import * as vscode from "vscode";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../sandbox/server.ts";
import { Person } from "./person.ts";
import { taskMade, taskText } from "./tasks.ts";
import { openTask, setUserSetting } from "./workspace.ts";

export interface Stage {
  sandbox: Sandbox;
  /** Folder of the journal. */
  state: string;
  /** Everything they are asked to answer must be asked. */
  person: Person;
}

/** A sandbox that can be told to fail, as the endpoint of the user's settings; lost answers settle within a second. */
export function useStage(options: SandboxOptions = {}): Stage {
  const stage = {} as Stage;
  const directory = process.env.CLS_RECHARGE_STATE_DIR;
  before(async () => {
    stage.state = await mkdtemp(join(tmpdir(), "recharge-state-"));
    process.env.CLS_RECHARGE_STATE_DIR = stage.state;
    stage.sandbox = await startSandbox({ rateLimit: false, ...options });
    await setUserSetting("endpoint", stage.sandbox.url);
    await setUserSetting("settleTime", 1);
  });
  after(async () => {
    await setUserSetting("settleTime", undefined);
    await setUserSetting("endpoint", undefined);
    await stage.sandbox.close();
    if (directory === undefined) delete process.env.CLS_RECHARGE_STATE_DIR;
    else process.env.CLS_RECHARGE_STATE_DIR = directory;
    await rm(stage.state, { recursive: true });
  });
  beforeEach(() => {
    stage.person = new Person();
  });
  afterEach(function () {
    if (this.currentTest?.state === "failed") {
      const { consoleLog } = Mocha.reporters.Base;
      for (const { kind, text } of stage.person.prompts) consoleLog(`      ${kind}: ${text.replaceAll("\n", " | ")}`);
    }
    stage.person.leave();
  });
  return stage;
}

/** A file whose task is made, and whose answer waits for `release()`. */
export async function submitHeld(
  { sandbox }: Stage,
  name: string,
): Promise<{ document: vscode.TextDocument; submitted: Thenable<unknown> }> {
  const document = await openTask(`${name}.recharge.json`, taskText(name));
  sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
  const submitted = vscode.commands.executeCommand("recharge.submit", document.uri);
  await taskMade(sandbox, name);
  return { document, submitted };
}
