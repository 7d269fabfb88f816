import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Schema, vocabulary } from "../../../schemas/vocabulary.mts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { schemaFindings } from "../../../server/src/service/diagnostics/diagnostics.ts";
import { createContext } from "../../../server/src/service/diagnostics/finding.ts";
import { resolve, rootSchema } from "../../../server/src/service/schema.ts";

const ajv = new Ajv({ strict: true, ownProperties: true });
ajv.addVocabulary(vocabulary);
const plain = ajv.compile(rootSchema);

/** Right, wrong and empty values, objects among them. No null: plain validators refuse what is merely dropped. */
function anyValue(schema: Schema, careful: boolean): fc.Arbitrary<unknown> {
  const right = rightValue(resolve(schema), careful);
  if (careful) return right;
  return fc.oneof(
    { weight: 12, arbitrary: right },
    fc.constantFrom<unknown>("", [], {}, 0, 7, true, "no", [1], ["a", "a"]),
  );
}

function rightValue(field: Schema, careful: boolean): fc.Arbitrary<unknown> {
  if (field.properties) return anyObject(field, careful);
  if (field.items) return fc.array(anyValue(field.items, careful), { minLength: careful ? 1 : 0, maxLength: 3 });
  return fc.constantFrom<unknown>(...(field.enum ?? ["name", "a", "b", "c", "x".repeat(128)]));
}

/** @param careful every field, with a value of its choice: only conditions and lists can still be violated */
function anyObject(schema: Schema, careful: boolean): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, anyValue(field, careful)]);
  const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(members);
  if (careful) return fc.record(model);
  const complete = fc.record(model, { requiredKeys: schema.required ?? [] });
  const sparse = fc.record(model, { requiredKeys: [] });
  const wrong = fc
    .tuple(complete, fc.constantFrom("typo", "topicId"))
    .map(([object, key]) => ({ ...object, [key]: "" }));
  return fc.oneof({ weight: 8, arbitrary: complete }, { weight: 2, arbitrary: sparse }, wrong);
}

describe("the schema's findings", () => {
  it("include an error exactly when a plain validator refuses the file", () => {
    const seen = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(fc.oneof(anyObject(rootSchema, true), anyObject(rootSchema, false)), (value) => {
        const context = createContext(new Analysis(JSON.stringify(value)), "en", []);
        const errors = context ? schemaFindings(context).filter(({ severity }) => severity === "error") : [];
        const valid = plain(value);
        seen[valid ? "valid" : "invalid"]++;
        expect(errors.length === 0, JSON.stringify([errors, plain.errors])).toBe(valid);
      }),
      { numRuns: 2000 },
    );
    // Both sides must have been tried, or the test shows nothing.
    expect(seen.valid).toBeGreaterThan(200);
    expect(seen.invalid).toBeGreaterThan(200);
  });
});
