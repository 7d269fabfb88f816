/** The language server beside VS Code's own for JSON and one for YAML: same schema, same files, same client. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { FULL_CLIENT, TestClient } from "../test/lsp/server-process.ts";
import { digit, large, small } from "./files.mts";
import { cpuTime, median, memory, time } from "./measure.mts";
import { binary, label } from "./peers.mts";
import { type Row, table } from "./table.mts";

/** Who decides when a file is checked: the server, or the client by asking. */
type Mode = "push" | "pull";

interface Server {
  name: string;
  command: string[];
  languageId: string;
  modes: Mode[];
  /** By section, as `workspace/didChangeConfiguration` sends and `workspace/configuration` answers them. */
  settings: Record<string, unknown>;
}

const SCHEMA = "dist/recharge.schema.json";

function servers(): Server[] {
  const schema = JSON.parse(readFileSync(SCHEMA, "utf8"));
  const json = {
    validate: { enable: true },
    schemas: [{ fileMatch: ["*.recharge.json"], url: schema.$id, schema }],
  };
  const yaml = {
    validate: true,
    completion: true,
    hover: true,
    schemas: { [pathToFileURL(SCHEMA).href]: "*.recharge.json" },
  };
  return [
    {
      name: "CLS Recharge",
      command: ["dist/server.js"],
      languageId: "recharge",
      modes: ["push", "pull"],
      settings: {},
    },
    {
      name: label("vscode-langservers-extracted"),
      command: [binary("vscode-json-language-server")],
      languageId: "json",
      modes: ["push", "pull"],
      settings: { json },
    },
    {
      name: label("yaml-language-server"),
      command: [binary("yaml-language-server")],
      languageId: "yaml",
      modes: ["push"],
      settings: { yaml },
    },
  ];
}

const SESSIONS = 5;
const KEYSTROKES = { small: 24, large: 12 };
/** Milliseconds: of somebody who types fast. */
const BETWEEN_KEYSTROKES = 50;

/** Several sessions with each server, in turns. @returns the table */
export async function benchLanguage(): Promise<string> {
  const all = servers();
  const sessions = all.map(() => ({ push: [] as Numbers[], pull: [] as Numbers[] }));
  for (let turn = 0; turn < SESSIONS; turn++) {
    for (const [index, server] of all.entries()) {
      for (const mode of server.modes) sessions[index]?.[mode].push(await session(server, mode));
    }
  }
  const row = (what: string, unit: string, mode: Mode, name: keyof Numbers, target?: number): Row => {
    const lists = sessions.map((one) => one[mode].map((numbers) => numbers[name]));
    const numbers = lists.map((list) => (list.length > 0 ? median(list) : undefined));
    return { what, unit, numbers, ...(target && { target }) };
  };
  return table(
    all.map(({ name }) => name),
    [
      row("Start to right diagnostics, sent by the server", "ms", "push", "start", 0.3),
      row("Start to right diagnostics, asked for", "ms", "pull", "start", 0.7),
      row("Keystroke to diagnostics, 30 lines, sent", "ms", "push", "small", 0.02),
      row("Keystroke to diagnostics, 30 lines, asked for", "ms", "pull", "small", 1),
      row("Keystroke to diagnostics, 1 MB, sent", "ms", "push", "large"),
      row("Keystroke to diagnostics, 1 MB, asked for", "ms", "pull", "large"),
      row("CPU per keystroke, 1 MB, sent", "ms", "push", "largeCpu", 0.6),
      row("CPU per keystroke, 1 MB, asked for", "ms", "pull", "largeCpu", 0.6),
      row("Completion, 30 lines", "ms", "push", "completion"),
      row("Hover, 30 lines", "ms", "push", "hover"),
      row("Memory after the first diagnostics", "MB", "push", "idleMemory", 0.9),
      row("Memory after the keystrokes in 30 lines", "MB", "push", "smallMemory"),
      row("Memory after the keystrokes in 1 MB", "MB", "push", "largeMemory"),
    ],
  );
}

type Numbers = Awaited<ReturnType<typeof session>>;

/** From start to end of one server. */
async function session(server: Server, mode: Mode) {
  const begin = performance.now();
  const child = spawn(process.execPath, [...server.command, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const pid = child.pid ?? 0;
  const { diagnostic: _, ...pushed } = FULL_CLIENT.textDocument ?? {};
  const client = await TestClient.start({
    child,
    capabilities: mode === "pull" ? FULL_CLIENT : { ...FULL_CLIENT, textDocument: pushed },
    configuration: (_, section) => server.settings[section],
  });
  await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: server.settings });
  const editor = new Editor(client, server.languageId, mode);

  const little = await editor.open("small", small);
  const start = performance.now() - begin;
  const idleMemory = memory(pid, "VmRSS");
  const smallTimes = await little.type(KEYSTROKES.small);
  const completion = await little.ask("textDocument/completion", KEYSTROKES.small);
  const hover = await little.ask("textDocument/hover", KEYSTROKES.small);
  const smallMemory = memory(pid, "VmRSS");

  const big = await editor.open("large", large);
  await big.type(2);
  const cpu = cpuTime(pid);
  const largeTimes = await big.type(KEYSTROKES.large);
  const largeCpu = (cpuTime(pid) - cpu) / KEYSTROKES.large;
  const largeMemory = memory(pid, "VmRSS");

  await client.stop();
  client.connection.dispose();
  return {
    start,
    small: median(smallTimes),
    large: median(largeTimes),
    largeCpu,
    completion: median(completion),
    hover: median(hover),
    idleMemory,
    smallMemory,
    largeMemory,
  };
}

class Editor {
  readonly client: TestClient;
  readonly languageId: string;
  readonly mode: Mode;

  constructor(client: TestClient, languageId: string, mode: Mode) {
    this.client = client;
    this.languageId = languageId;
    this.mode = mode;
  }

  /** Resolves when the missing field is reported. */
  async open(name: string, text: string): Promise<OpenFile> {
    const uri = `file:///bench/${name}.recharge.json`;
    const textDocument = { uri, languageId: this.languageId, version: 1, text };
    await this.client.connection.sendNotification("textDocument/didOpen", { textDocument });
    const isRight = (diagnostics: Diagnostic[]) => JSON.stringify(diagnostics).includes("KafkaInstance");
    await this.diagnostics(uri, isRight);
    return new OpenFile(this, uri, text);
  }

  /** Resolves when the diagnostics of a file are as they must be. */
  async diagnostics(uri: string, areRight: (diagnostics: Diagnostic[]) => boolean): Promise<void> {
    if (this.mode === "pull") {
      if (!areRight(await this.client.pull(uri))) throw new Error("the server gave other diagnostics than expected");
    } else {
      const last = () => this.client.published.findLast((params) => params.uri === uri);
      await this.client.until(() => areRight(last()?.diagnostics ?? []));
    }
  }
}

class OpenFile {
  readonly #editor: Editor;
  readonly #uri: string;
  readonly #position: { line: number; character: number };
  #version = 1;

  constructor(editor: Editor, uri: string, text: string) {
    this.#editor = editor;
    this.#uri = uri;
    this.#position = digit(text);
  }

  /** Makes one value wrong and right in turns, and waits until that is shown. @returns each keystroke's milliseconds */
  async type(keystrokes: number): Promise<number[]> {
    const times: number[] = [];
    for (let index = 0; index < keystrokes; index++) {
      await pause(BETWEEN_KEYSTROKES);
      times.push(await time(() => this.#keystroke()));
    }
    return times;
  }

  async #keystroke(): Promise<void> {
    const { line, character } = this.#position;
    const isWrong = this.#version % 2 === 1;
    const range = { start: { line, character }, end: { line, character: character + 1 } };
    await this.#editor.client.change(this.#uri, ++this.#version, { range, text: isWrong ? "7" : "1" });
    const isShown = ({ range }: Diagnostic) => range.start.line === line;
    await this.#editor.diagnostics(this.#uri, (diagnostics) => diagnostics.some(isShown) === isWrong);
  }

  /** The same question again and again, at a value. @returns each answer's milliseconds */
  async ask(method: string, times: number): Promise<number[]> {
    const params = { textDocument: { uri: this.#uri }, position: this.#position };
    const answers: number[] = [];
    for (let index = 0; index < times; index++) {
      answers.push(
        await time(async () => {
          const answer = await this.#editor.client.connection.sendRequest(method, params);
          if (answer === null) throw new Error(`${method}: no answer`);
        }),
      );
    }
    return answers;
  }
}
