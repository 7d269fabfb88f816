/** Stands where a person would: answers the prompts of `vscode.window`, and reads its notifications. */
import { strict as assert } from "node:assert";
import { EventEmitter, once } from "node:events";
import * as vscode from "vscode";

export interface Prompt {
  kind: "notification" | "modal" | "pick" | "input" | "save" | "progress";
  /** Message, detail, title, placeholder and what an input box holds already, a line each. */
  text: string;
  /** Messages only. */
  severity?: "info" | "warning" | "error" | undefined;
  /** Labels of buttons or items. */
  choices: string[];
  /** Lists only: the items themselves. */
  items: readonly vscode.QuickPickItem[];
  /** Input boxes only: why a value is not accepted. */
  problemWith(value: string): Promise<string | undefined>;
}

/** What is chosen or typed; undefined closes the prompt. */
type Choice = string | readonly string[] | undefined;
/** A function does something first. */
type Answer = Choice | (() => Promise<Choice>);

type Task = (progress: vscode.Progress<{ message?: string }>, token: vscode.CancellationToken) => Thenable<unknown>;

interface Reaction {
  to: RegExp;
  answer: Answer;
}

export class Person {
  /** Everything that was asked or told, oldest first. */
  readonly prompts: Prompt[] = [];
  readonly #reactions: Reaction[] = [];
  /** What a person would wonder about. A command would show such an error, so it is kept for the test. */
  readonly #surprises: string[] = [];
  readonly #news = new EventEmitter<{ prompt: [Prompt] }>();
  readonly #original = pick(vscode.window, [
    "showInformationMessage",
    "showWarningMessage",
    "showErrorMessage",
    "showQuickPick",
    "showInputBox",
    "showSaveDialog",
    "withProgress",
  ]);

  /** Takes the place of the user interface until `leave`. */
  constructor() {
    const message =
      (severity: Prompt["severity"]) =>
      (text: string, ...rest: unknown[]) =>
        this.#message(severity, text, rest);
    Object.assign(vscode.window, {
      showInformationMessage: message("info"),
      showWarningMessage: message("warning"),
      showErrorMessage: message("error"),
      showQuickPick: (items: unknown, options?: vscode.QuickPickOptions) => this.#pick(items, options),
      showInputBox: (options?: vscode.InputBoxOptions) => this.#input(options),
      showSaveDialog: (options?: vscode.SaveDialogOptions) => this.#save(options),
      withProgress: (options: vscode.ProgressOptions, task: Task) => this.#progress(options, task),
    });
  }

  /**
   * Answers the next prompt that matches: with a button, an item, items, a text or a path. A progress notification is a
   * prompt for each of its messages, with "Cancel" where it has that button.
   */
  answers(to: RegExp, answer: Answer): this {
    this.#reactions.push({ to, answer });
    return this;
  }

  /** The first prompt that matches, waiting for it where it has not come. */
  async sees(pattern: RegExp): Promise<Prompt> {
    for (;;) {
      const found = this.prompts.find(({ text }) => pattern.test(text));
      if (found) return found;
      await once(this.#news, "prompt");
    }
  }

  /** Every question must have had an answer, and every answer a question. */
  leave(): void {
    Object.assign(vscode.window, this.#original);
    assert.deepEqual(this.#surprises, []);
    const seen = this.prompts.map(({ text }) => text).join("\n---\n");
    assert.deepEqual(this.#reactions, [], `Prompts that never came, after:\n${seen}`);
  }

  async #message(severity: Prompt["severity"], text: string, rest: unknown[]): Promise<string | undefined> {
    const [first] = rest;
    const options = typeof first === "object" && first !== null ? (first as vscode.MessageOptions) : {};
    const choices = rest.filter((item) => typeof item === "string");
    const kind = options.modal ? "modal" : "notification";
    const whole = [text, options.detail].filter(Boolean).join("\n");
    const [answer] = (await this.#react({ kind, severity, text: whole, choices })) ?? [];
    return answer;
  }

  async #pick(given: unknown, options: vscode.QuickPickOptions = {}): Promise<unknown> {
    const all = [...((await given) as Iterable<string | vscode.QuickPickItem>)];
    const items = all.map((item) => (typeof item === "string" ? { label: item } : item));
    const choices = items.map(({ label }) => label);
    const text = [options.title, options.placeHolder].filter(Boolean).join("\n");
    const answer = await this.#react({ kind: "pick", text, choices, items });
    const picked = answer?.map((label) => all[choices.indexOf(label)]);
    return options.canPickMany ? picked : picked?.[0];
  }

  async #input(options: vscode.InputBoxOptions = {}): Promise<string | undefined> {
    const text = [options.title, options.prompt, options.value].filter(Boolean).join("\n");
    const problemWith = async (value: string) => {
      const problem = await options.validateInput?.(value);
      return typeof problem === "string" ? problem : (problem?.message ?? undefined);
    };
    const [answer] = (await this.#react({ kind: "input", text, choices: [], problemWith })) ?? [];
    return answer;
  }

  async #save({ title, defaultUri }: vscode.SaveDialogOptions = {}): Promise<vscode.Uri | undefined> {
    const text = [title, defaultUri?.path].filter(Boolean).join("\n");
    const [path] = (await this.#react({ kind: "save", text, choices: [] })) ?? [];
    return path === undefined ? undefined : vscode.Uri.file(path);
  }

  async #progress({ title = "", cancellable }: vscode.ProgressOptions, task: Task): Promise<unknown> {
    const source = new vscode.CancellationTokenSource();
    const choices = cancellable ? ["Cancel"] : [];
    const report = ({ message = "" }) => {
      const pressed = this.#react({ kind: "progress", text: `${title}\n${message}`, choices });
      void pressed.then((button) => button && source.cancel());
    };
    try {
      return await task({ report }, source.token);
    } finally {
      source.dispose();
    }
  }

  async #react(
    prompt: Pick<Prompt, "kind" | "text" | "choices"> & Partial<Prompt>,
  ): Promise<readonly string[] | undefined> {
    const complete = { problemWith: async () => undefined, items: [], ...prompt };
    this.prompts.push(complete);
    this.#news.emit("prompt", complete);
    const index = this.#reactions.findIndex(({ to }) => to.test(prompt.text));
    if (index < 0) {
      if (!isShownOnly(prompt)) this.#surprises.push(`Nobody answers: ${prompt.text}`);
      return undefined;
    }
    const [reaction] = this.#reactions.splice(index, 1);
    const answer = typeof reaction?.answer === "function" ? await reaction.answer() : reaction?.answer;
    if (answer === undefined) return undefined;
    const answers = [answer].flat();
    const wrong = isTyped(prompt) ? [] : answers.filter((answer) => !prompt.choices.includes(answer));
    if (wrong.length === 0) return answers;
    this.#surprises.push(`“${wrong.join(", ")}” is not among ${prompt.choices.join(", ")}`);
    return undefined;
  }
}

function isShownOnly({ kind }: Pick<Prompt, "kind">): boolean {
  return kind === "notification" || kind === "progress";
}

function isTyped({ kind }: Pick<Prompt, "kind">): boolean {
  return kind === "input" || kind === "save";
}

function pick<T extends object, K extends keyof T>(from: T, names: K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>;
}
