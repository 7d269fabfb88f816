/** Runs the built command line as users do: a child process, with or without a terminal. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import * as pty from "@lydell/node-pty";

export const CLI = resolve("dist/cli.js");

export interface RunOptions {
  cwd?: string;
  /** On top of a clean environment that has English texts and no credentials. */
  env?: Record<string, string>;
  stdin?: string | Buffer;
  /** As somebody whom permissions hold back, also where the tests run as root. */
  ordinary?: true;
}

const NOBODY = 65_534;

export interface RunResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** As with a user, the code that one run makes is there for the next. */
const codeCache = folder();

function environment(extra: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    TMPDIR: tmpdir(),
    HOME: folder(),
    NODE_COMPILE_CACHE: codeCache,
    LC_ALL: "C.UTF-8",
    ...extra,
  };
}

export function folder(): string {
  return mkdtempSync(join(tmpdir(), "recharge-cli-"));
}

export function runCli(
  args: string[],
  { cwd, env, stdin, ordinary, stdout = "pipe" }: RunOptions & { stdout?: "pipe" | number } = {},
): Promise<RunResult> {
  const user = ordinary ? ordinaryUser(cwd) : {};
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: environment(env),
    ...user,
    stdio: ["pipe", stdout, "pipe"],
  });
  const result: RunResult = { code: null, stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    result.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    result.stderr += text;
  });
  child.stdin?.on("error", () => undefined).end(stdin);
  return new Promise((done, fail) => {
    child.on("error", fail).on("close", (code) => done({ ...result, code }));
  });
}

/** False where root runs the tests in a place that nobody else may read. */
export const hasOrdinaryUser =
  process.getuid?.() !== 0 || spawnSync(process.execPath, [CLI, "--version"], { uid: NOBODY }).status === 0;

/** Of root's tests somebody else, who is let into the folder. */
function ordinaryUser(cwd = ""): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  // Temporary folders of a test run, one in the other.
  for (let path = cwd; basename(path).startsWith("recharge-"); path = dirname(path)) {
    chmodSync(path, statSync(path).mode | 0o055);
  }
  return { uid: NOBODY, gid: NOBODY };
}

export interface Running {
  /** Of standard output, without its line break. */
  firstLine: string;
  /** As Ctrl-C does, or the end of the terminal. Resolves with the exit code. */
  interrupt(signal?: "SIGINT" | "SIGHUP"): Promise<number | null>;
  /** As `| head -1` does. Resolves with the exit code. */
  stopReading(): Promise<number | null>;
}

/** A command that goes on until it is told to stop. Resolves when it has printed a line. */
export async function startCli(args: string[], env: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, [CLI, ...args], { env: environment(env), stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  const [firstLine] = await once(createInterface(child.stdout), "line");
  return {
    firstLine,
    interrupt: (signal = "SIGINT") => {
      child.kill(signal);
      return ended;
    },
    stopReading: () => {
      child.stdout.destroy();
      return ended;
    },
  };
}

export interface Terminal {
  /** Everything on the screen so far, control sequences included. */
  output(): string;
  /** Resolves when the output since the last match contains the text. */
  shown(text: string): Promise<void>;
  type(text: string): void;
  /** Resolves with the exit code. */
  ended: Promise<number>;
}

/**
 * The same in a pseudo-terminal.
 * @param options `shell`: a command line that gets the program as "$0" and its arguments as "$@".
 */
export function runInTerminal(args: string[], { cwd, env, shell }: RunOptions & { shell?: string } = {}): Terminal {
  const [command, first] = shell ? ["/bin/sh", ["-c", shell]] : [process.execPath, []];
  const terminal = pty.spawn(command, [...first, CLI, ...args], {
    cwd: cwd ?? process.cwd(),
    env: environment({ TERM: "xterm-256color", ...env }),
    cols: 120,
    rows: 40,
  });
  let output = "";
  let seen = 0;
  const waiting = new Set<() => void>();
  terminal.onData((data) => {
    output += data;
    for (const check of waiting) check();
  });
  return {
    output: () => output,
    type: (text) => terminal.write(text),
    ended: new Promise((done) => {
      terminal.onExit(({ exitCode }) => done(exitCode));
    }),
    shown: (text) =>
      new Promise((done) => {
        const check = () => {
          const index = output.indexOf(text, seen);
          if (index < 0) return;
          seen = index + text.length;
          waiting.delete(check);
          done();
        };
        waiting.add(check);
        check();
      }),
  };
}
