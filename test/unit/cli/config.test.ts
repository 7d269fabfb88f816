import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../document/config.ts";

function read(text: string): { rules: Record<string, string>; problems: string[] } {
  const { rules, problems } = parseConfig(text);
  return { rules: Object.fromEntries(rules), problems: problems.map(({ message, offset }) => `${offset}: ${message}`) };
}

describe("parseConfig", () => {
  it("reads rule severities, with comments", () => {
    expect(read('{"$schema": "x", /* why */ "rules": {"R23": "off", "R45": "warning",}}')).toEqual({
      rules: { R23: "off", R45: "warning" },
      problems: [],
    });
  });

  it("says what it does not understand, and keeps the rest", () => {
    expect(read('{"rules": {"R23": "loud", "R24": "off"}, "rule": 1}')).toEqual({
      rules: { R24: "off" },
      problems: [
        '18: the setting of "R23" must be one of "off", "error", "warning", "info", "hint"',
        '49: "rule" is not known here; only "rules" is',
      ],
    });
    expect(read("[]").problems).toHaveLength(1);
    expect(read("").problems).toHaveLength(1);
    expect(read('{"rules": []}').problems).toHaveLength(1);
    expect(read('{"rules": {"R23": "off"').rules).toEqual({ R23: "off" });
  });

  it("takes no rule from a prototype", () => {
    expect(read('{"rules": {"__proto__": "off"}}').rules).toEqual(Object.fromEntries([["__proto__", "off"]]));
  });
});
