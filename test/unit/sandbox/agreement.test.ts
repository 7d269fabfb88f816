/** Two descriptions of one API, written apart: the schema with its rules, and the sandbox. They have to agree. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { DiagnosticSeverity } from "vscode-languageserver-types";
import { Analysis, getDiagnostics } from "../../../server/src/service/index.ts";
import { runs } from "../../support/arbitrary.ts";
import { body, refusal } from "../../support/task-bodies.ts";

function errors(text: string): string[] {
  const document = TextDocument.create("file:///a.recharge.json", "recharge", 1, text);
  return getDiagnostics(document, new Analysis(text))
    .filter(({ severity }) => severity === DiagnosticSeverity.Error)
    .map(({ code, message }) => `${code} ${message}`);
}

it("says of the same files that they are right", () => {
  const seen = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(fc.oneof(body(20), body(100)), (value) => {
      const text = JSON.stringify(value);
      const refused = refusal(text);
      const found = errors(text);
      seen[refused === undefined ? "right" : "wrong"]++;
      expect(found.length > 0, JSON.stringify({ refused, found })).toBe(refused !== undefined);
    }),
    { numRuns: runs(500) },
  );
  // Both sides must have been tried, or the test shows nothing.
  expect(seen.right).toBeGreaterThan(50);
  expect(seen.wrong).toBeGreaterThan(50);
});
