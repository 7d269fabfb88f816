import type { Node } from "jsonc-parser";
import { countsAsAbsent, findProperty, type JsonObject, type JsonValue, properties } from "./effective.ts";
import { hasLoneSurrogate, literalProblem } from "./literals.ts";
import { problemMessages } from "./messages.ts";
import { parseDocument, type TaskDocument } from "./parse.ts";
import { type Placeholder, replacePlaceholders } from "./placeholders.ts";
import type { Problem } from "./problem.ts";

/** Keys of a task file that are not parameters: they steer the editor or become headers, and are never in a body. */
const HEADER_FIELDS: ReadonlySet<string> = new Set(["$schema", "Id", "Region", "Action", "Version"]);

export interface TaskRequest {
  /** JSON, well-formed, members in file order. Its UTF-8 bytes are what to sign and send. */
  body: string;
  /** What `body` says, placeholders resolved: it may hold secrets. */
  value: JsonObject;
  /** The file's `Region`, for the `X-TC-Region` header. */
  region?: string;
  /** What came out of placeholders and may be secret: to be kept out of whatever is shown. */
  secrets: readonly string[];
}

/** Shorter values of environment variables, a stage or a number, are in other texts by chance. UTF-16 code units. */
const SHORTEST_SECRET = 6;

/** Why a file cannot be sent as it is. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problemMessages(problems));
    this.problems = problems;
  }
}

/**
 * The request body of a task file: its members without header fields, comments, and values that count as absent.
 * @param resolve the value of a placeholder; undefined when it has none. May be called more than once for one placeholder.
 * @throws RequestError when the text has problems, or a value would not arrive exactly as written.
 */
export function buildRequest(
  { text, root, problems }: TaskDocument,
  resolve: (placeholder: Placeholder) => string | undefined,
): TaskRequest {
  if (problems.length > 0 || !root) throw new RequestError(problems);
  const writer = new BodyWriter(text, resolve);
  const body = writer.object(root, HEADER_FIELDS);
  const region = findProperty(root, "Region")?.value;
  const resolvedRegion = region?.type === "string" && region.value !== "" ? writer.resolved(region) : undefined;
  if (writer.problems.length > 0) throw new RequestError(writer.problems);
  const secrets = [...writer.secrets];
  return { ...body, ...(resolvedRegion !== undefined && { region: resolvedRegion }), secrets };
}

/** For {@link buildRequest}: placeholders stay as the file has them. */
export const asWritten = ({ text }: Placeholder) => text;

let last: { text: string; request: TaskRequest } | undefined;

/**
 * A request as the file has it, placeholders unresolved: what may be compared and stored, and shown but for its passwords.
 * The last one is kept, as an operation asks time and again what its text says.
 * @throws RequestError as `buildRequest`
 */
export function writtenRequest(text: string): TaskRequest {
  if (last?.text !== text) last = { text, request: buildRequest(parseDocument(text), asWritten) };
  return last.request;
}

/** Text and value side by side: printing a JavaScript object would move integer-like keys to the front. */
class BodyWriter {
  readonly problems: Problem[] = [];
  readonly secrets = new Set<string>();
  readonly #text: string;
  readonly #resolve: (placeholder: Placeholder) => string | undefined;

  constructor(text: string, resolve: (placeholder: Placeholder) => string | undefined) {
    this.#text = text;
    this.#resolve = resolve;
  }

  object(node: Node, except?: ReadonlySet<string>): { body: string; value: JsonObject } {
    const members: string[] = [];
    const object: JsonObject = Object.create(null);
    for (const { key, name, value } of properties(node)) {
      if (!value || except?.has(name) || countsAsAbsent(value)) continue;
      this.#check(key);
      const written = this.#value(value);
      members.push(`${JSON.stringify(name)}:${written.body}`);
      object[name] = written.value;
    }
    return { body: `{${members.join(",")}}`, value: object };
  }

  #value(node: Node): { body: string; value: JsonValue } {
    if (node.type === "object") return this.object(node);
    if (node.type === "array") {
      const items = (node.children ?? []).map((item) => this.#value(item));
      return { body: `[${items.map((item) => item.body).join(",")}]`, value: items.map((item) => item.value) };
    }
    this.#check(node);
    const value = node.type === "string" ? this.resolved(node) : (node.value as JsonValue);
    return { body: JSON.stringify(value), value };
  }

  resolved(node: Node): string {
    return replacePlaceholders(node.value, (placeholder) => {
      const value = this.#resolve(placeholder);
      const report = (code: Problem["code"]) =>
        this.problems.push({ code, offset: node.offset, length: node.length, args: [placeholder.text] });
      if (value === undefined) report("unresolved-placeholder");
      else if (value === "") report("empty-placeholder");
      else if (hasLoneSurrogate(value)) report("lone-surrogate");
      else if (placeholder.kind === "secret" || value.length >= SHORTEST_SECRET) this.secrets.add(value);
      return value ?? "";
    });
  }

  #check(node: Node): void {
    const problem = literalProblem(this.#text, node);
    if (problem) this.problems.push(problem);
  }
}
