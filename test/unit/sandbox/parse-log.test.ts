import { expect, it } from "vitest";
import { parseLog } from "../../../sandbox/parse-log.ts";

const json = { RechargeType: "json_log", EncodingFormat: 0, DefaultTimeSwitch: true };

it.each([
  ["keep_outer", "outer"],
  ["keep_inner", "inner"],
])("settles a clash of names by %s", (ConflictPolicy, kept) => {
  const JsonExpand = { Switch: true, Fields: ["nested"], ConflictPolicy };
  const log = parseLog('{"a":"outer","nested":{"a":"inner","b":true}}', { ...json, JsonExpand }, "topic");
  expect(log).toEqual({ a: kept, b: "true" });
});

it("keeps a field that is no object, and expands nothing while switched off", () => {
  const message = '{"plain":"x","nested":{"a":1}}';
  const rule = (Switch: boolean) => ({ ...json, JsonExpand: { Switch, Fields: ["plain", "nested"] } });
  expect(parseLog(message, rule(true), "topic")).toEqual({ plain: "x", a: "1" });
  expect(parseLog(message, rule(false), "topic")).toEqual({ plain: "x", nested: '{"a":1}' });
});

it.each(["[1]", "7", "null", "{"])("takes %s for a message that does not fit", (message) => {
  expect(parseLog(message, { ...json, UnMatchLogSwitch: true, UnMatchLogKey: "raw" }, "topic")).toEqual({
    raw: message,
  });
});

it.each(["^(a+)+$", "^(a|aa)+$", "^(?:a|a?)+$", "^(.*a){25}$"])(
  "gives up %s, which would go on for ever",
  (LogRegex) => {
    const rule = { ...json, RechargeType: "fullregex_log", LogRegex, Keys: ["a"] };
    expect(() => parseLog(`${"a".repeat(60)}!`, rule, "topic")).toThrow("takes too long");
  },
);
