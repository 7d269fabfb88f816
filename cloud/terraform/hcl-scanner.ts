/** The parts of HCL that are read character by character. */
import * as l10n from "@vscode/l10n";

/** Anything that is not a literal, as written: `var.password`. */
export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A quoted text with `${…}` in it. */
export class Template {
  readonly parts: readonly (string | Expression)[];
  constructor(parts: readonly (string | Expression)[]) {
    this.parts = parts;
  }
}

export class HclError extends Error {
  override readonly name = "HclError";
}

/** As a template, how they are written where what comes next would make an escape of them. */
const DOLLARS = /^"\$+"$/;
const HEREDOC = /<<(-?)([A-Za-z_][\w-]*)[ \t]*\r?\n/y;

export class Scanner {
  protected readonly text: string;
  protected at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** From the opening quote to the closing one. */
  string(): string | Template {
    if (!this.accept('"')) throw this.error();
    const parts: (string | Expression)[] = [];
    let text = "";
    for (;;) {
      const char = this.peek();
      if (char === "" || char === "\n") throw this.error();
      if (this.accept('"')) break;
      if (this.accept("$${")) text += "${";
      else if (this.accept("%%{")) text += "%{";
      else if (this.accept("${")) {
        const expression = this.until("}").trim();
        if (DOLLARS.test(expression)) text += expression.slice(1, -1);
        else {
          parts.push(text, new Expression(expression));
          text = "";
        }
      } else if (char === "\\") text += this.#escape();
      else {
        text += char;
        this.at += char.length;
      }
    }
    return parts.length === 0 ? text : new Template([...parts, text].filter((part) => part !== ""));
  }

  #escape(): string {
    const [all = "", code = "", hex = ""] =
      /^\\(?:([nrt"\\])|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(this.text.slice(this.at, this.at + 10)) ?? [];
    if (all === "") throw this.error();
    this.at += all.length;
    if (code) return { n: "\n", r: "\r", t: "\t" }[code] ?? code;
    return String.fromCodePoint(Number.parseInt(hex || all.slice(2), 16));
  }

  heredoc(): string | undefined {
    HEREDOC.lastIndex = this.at;
    const [all, isIndented, end] = HEREDOC.exec(this.text) ?? [];
    if (all === undefined) return undefined;
    const lines = this.text.slice(this.at + all.length).split("\n");
    const last = lines.findIndex((line) => line.trim() === end);
    if (last < 0) throw this.error();
    this.at += all.length + lines.slice(0, last + 1).join("\n").length;
    const body = lines.slice(0, last).map((line) => line.replace(/\r$/, ""));
    const indents = body.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
    const indent = isIndented ? Math.min(...indents, Number.MAX_SAFE_INTEGER) : 0;
    return body.map((line) => `${line.slice(indent)}\n`).join("");
  }

  /** The text up to one of the characters outside of brackets and quotes; `}` is taken too where it ends a template. */
  until(ends: string): string {
    const start = this.at;
    let open = 0;
    for (;;) {
      const char = this.peek();
      if (char === "") {
        if (ends === "}") throw this.error();
        break;
      }
      if (open === 0 && (ends.includes(char) || (ends.includes("#") && this.text.startsWith("//", this.at)))) break;
      if (char === '"') {
        this.string();
        continue;
      }
      if ("([{".includes(char)) open++;
      if (")]}".includes(char)) open--;
      this.at += char.length;
    }
    const text = this.text.slice(start, this.at);
    if (ends === "}") this.at++;
    return text;
  }

  peek(): string {
    return String.fromCodePoint(...(this.at < this.text.length ? [this.text.codePointAt(this.at) ?? 0] : []));
  }

  accept(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  error(): HclError {
    return new HclError(l10n.t("Line {0} cannot be read as HCL.", this.text.slice(0, this.at).split("\n").length));
  }
}
