import { describe, expect, it } from "vitest";
import { maskSecrets } from "../../../cli/local/mask-secrets.ts";

describe("a source line", () => {
  it.each([
    ['{ "Password": "canary" }', '{ "Password": "••••••" }'],
    ['{"password" : /* why */ "canary"}', '{"password" : /* why */ "••••••"}'],
    ['{ "Password":\n  "canary" }', '{ "Password":\n  "••••••" }'],
    [
      '{ "Protocol": { "Password": "a\\"b", "UserName": "u" } }',
      '{ "Protocol": { "Password": "••••", "UserName": "u" } }',
    ],
    ['{ "Password": 12345 }', '{ "Password": ••••• }'],
    // Broken, as files are that are reported.
    ['{ "Password": "canary\n }', '{ "Password": "••••••\n }'],
    ['"Password": canary }', '"Password": •••••• }'],
  ])("%j is shown as %j", (text, shown) => {
    expect(maskSecrets(text)).toBe(shown);
    expect(maskSecrets(text)).toHaveLength(text.length);
  });

  it.each([
    '{ "Password": "${secret:NAME}", "Name": "orders" }',
    '{ "Password": "${env:NAME}" }',
    '{ "Name": "Password" }',
    '["Password", "x"]',
    '{ "Protocol": { "UserName": "Password", "Mechanism": "PLAIN" } }',
    "",
  ])("%j is shown as it is", (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it("with a placeholder beside other characters is masked", () => {
    expect(maskSecrets('{"Password": "x${env:A}"}')).not.toContain("x$");
    expect(maskSecrets('{"Password": "${secret:no name}"}')).not.toContain("no name");
  });
});
