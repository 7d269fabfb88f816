/** Questions to the person at the terminal, on standard error, so that standard output stays clean. */
import * as l10n from "@vscode/l10n";
import { tell } from "./terminal.ts";

/** Yes or no; anything but a clear yes is a no. Rejects when the signal aborts. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const answer = await read(`${question} ${l10n.t("[y/N]")} `, signal);
  return /^(y|yes|是)$/i.test(answer.trim());
}

/** Whether exactly this is typed. Rejects when the signal aborts. */
export async function typed(question: string, expected: string, signal: AbortSignal): Promise<boolean> {
  return (await read(`${question} `, signal)).trim() === expected.trim();
}

export interface Option<T> {
  label: string;
  detail: string;
  value: T;
}

/** One of numbered options; undefined for an empty answer. Asks again after any other. */
export async function choose<T>(question: string, options: Option<T>[], signal: AbortSignal): Promise<T | undefined> {
  tell(question);
  for (const [index, { label, detail }] of options.entries()) tell(`  ${index + 1}) ${label}: ${detail}`);
  for (;;) {
    const answer = (await read(l10n.t("Number, or Enter to leave it: "), signal)).trim();
    if (answer === "") return undefined;
    const option = /^\d+$/.test(answer) ? options[Number(answer) - 1] : undefined;
    if (option) return option.value;
  }
}

async function read(prompt: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import("node:readline");
  // Nobody is told of what has happened before.
  signal.throwIfAborted();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = new Promise<string | undefined>((done, fail) => {
    // In raw mode Ctrl-C is a key; whoever stops the run listens to the signal.
    terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    // Ctrl-D, or the terminal is gone: no answer.
    terminal.on("close", () => done(undefined));
    signal.addEventListener("abort", () => fail(signal.reason), { once: true });
    terminal.question(prompt, done);
  });
  try {
    const typed = await answer;
    // What is printed next is not to stand behind the question.
    if (typed === undefined) tell("");
    return typed ?? "";
  } finally {
    terminal.close();
  }
}
