/**
 * Reads HCL (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md) as far as configuration files with literal
 * values need it. Expressions are kept as text: nothing is evaluated. Libraries that read all of it are compiled from Go
 * and larger than everything else here.
 */
import { Expression, Scanner, type Template } from "./hcl-scanner.ts";

export { Expression, HclError, Template } from "./hcl-scanner.ts";

export type HclValue = string | number | boolean | null | HclValue[] | Expression | Template;

export interface Block {
  type: string;
  labels: string[];
  attributes: Map<string, HclValue>;
  blocks: Block[];
}

/** The top-level blocks of a file. @throws HclError naming the line */
export function parseHcl(text: string): Block[] {
  const reader = new Reader(text.replace(/^\ufeff/, ""));
  const root: Block = { type: "", labels: [], attributes: new Map(), blocks: [] };
  reader.body(root, true);
  return root.blocks;
}

/** Nested blocks and lists. */
const MAX_DEPTH = 64;
const BLANK = /(?:[ \t\r\n]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const SPACE = /[ \t]*/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)(?![\w.-])/y;
const LIST_CALL = /to(?:set|list)[ \t]*\(\s*(?=\[)/y;

class Reader extends Scanner {
  #depth = 0;

  body(block: Block, isRoot: boolean): void {
    if (++this.#depth > MAX_DEPTH) throw this.error();
    for (;;) {
      this.take(BLANK);
      if (isRoot && this.at >= this.text.length) break;
      if (!isRoot && this.accept("}")) break;
      this.#member(block);
    }
    this.#depth--;
  }

  #member(block: Block): void {
    const name = this.take(NAME) ?? this.string();
    if (typeof name !== "string") throw this.error();
    this.take(BLANK);
    if (this.accept("=")) {
      this.take(SPACE);
      block.attributes.set(name, this.#value());
      return;
    }
    const inner: Block = { type: name, labels: [], attributes: new Map(), blocks: [] };
    while (!this.accept("{")) {
      const label = this.peek() === '"' ? this.string() : this.take(NAME);
      if (typeof label !== "string") throw this.error();
      inner.labels.push(label);
      this.take(BLANK);
    }
    this.body(inner, false);
    block.blocks.push(inner);
  }

  #value(): HclValue {
    const start = this.at;
    const literal = this.#literal();
    // `"a" == var.b` begins like a literal and goes on.
    if (literal !== undefined && /^[ \t]*(?:$|[\r\n#,\]})]|\/[/*])/.test(this.text.slice(this.at, this.at + 80))) {
      return literal;
    }
    this.at = start;
    return this.#expression();
  }

  #literal(): HclValue | undefined {
    if (this.peek() === '"') return this.string();
    if (this.peek() === "[") return this.#list();
    const heredoc = this.heredoc();
    if (heredoc !== undefined) return heredoc;
    if (this.take(LIST_CALL) !== undefined) {
      const list = this.#list();
      this.take(BLANK);
      if (!this.accept(")")) throw this.error();
      return list;
    }
    const number = this.take(NUMBER);
    if (number !== undefined) return Number(number);
    const word = this.take(WORD);
    return word === undefined ? undefined : JSON.parse(word);
  }

  #list(): HclValue[] {
    if (++this.#depth > MAX_DEPTH || !this.accept("[")) throw this.error();
    const items: HclValue[] = [];
    for (;;) {
      this.take(BLANK);
      if (this.accept("]")) break;
      items.push(this.#value());
      this.take(BLANK);
      if (!this.accept(",") && this.peek() !== "]") throw this.error();
    }
    this.#depth--;
    return items;
  }

  /** To the end of the line or of the list it is in, brackets and quotes respected. */
  #expression(): Expression {
    const text = this.until("\n,]})#").trim();
    if (text === "") throw this.error();
    return new Expression(text);
  }
}
