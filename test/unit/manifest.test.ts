import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { contributes } = manifest;
const english: Record<string, string> = JSON.parse(readFileSync("package.nls.json", "utf8"));
const chinese: Record<string, string> = JSON.parse(readFileSync("package.nls.zh-cn.json", "utf8"));
const read = (pattern: string) => globSync(pattern).map((file) => readFileSync(file, "utf8"));

/** Every string of a JSON value. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}

describe("the manifest", () => {
  it("contributes no command that is not registered", () => {
    const registered = read("client/**/*.ts").flatMap((code) =>
      [...code.matchAll(/\bregister(?:TextEditor)?(?:Command)?\(\s*"(recharge\.\w+)"/g)].map(([, id]) => id),
    );
    const commands: { command: string; category: string }[] = contributes.commands;
    expect(commands.length).toBeGreaterThan(0);
    for (const { command, category } of commands) {
      expect(registered, command).toContain(command);
      expect(category).toBe("Recharge");
    }
    expect(new Set(registered).size, "one registration for each").toBe(registered.length);
  });

  it("names only its own commands in menus and key bindings", () => {
    const commands = contributes.commands.map(({ command }: { command: string }) => command);
    const entries = [...Object.values(contributes.menus ?? {}).flat(), ...(contributes.keybindings ?? [])];
    for (const { command } of entries as { command?: string }[]) if (command) expect(commands).toContain(command);
    for (const binding of contributes.keybindings ?? []) expect(binding, "a key for the Mac").toHaveProperty("mac");
  });

  it("offers no setting that nobody reads", () => {
    const code = [...read("client/**/*.ts"), ...read("server/src/**/*.ts")].join("\n");
    const groups = [contributes.configuration ?? []].flat();
    const settings = groups.flatMap(({ properties }) => Object.keys(properties));
    for (const setting of settings) {
      // The language client library reads this one.
      if (setting === "recharge.trace.server") continue;
      const [section, ...rest] = setting.split(".");
      expect(section).toBe("recharge");
      // Read by its path, or as a member of the object that is the section.
      const path = rest.join("\\.");
      expect(code, `${setting} is read`).toMatch(
        new RegExp(`"${path}"|\\b(?:settings|configuration|config)\\??\\.${path}\\b`),
      );
    }
  });

  it("names only files that exist", () => {
    const paths = strings([contributes, manifest.icon]).filter((text) => /^(\.\/|images\/|media\/)/.test(text));
    expect(paths.length).toBeGreaterThan(0);
    // VS Code looks for the Chinese text of a walkthrough step beside the English one.
    paths.push(...paths.filter((path) => path.endsWith(".md")).map((path) => path.replace(/md$/, "nls.zh-cn.md")));
    for (const path of paths) if (!path.startsWith("./dist/")) expect(existsSync(path), path).toBe(true);
  });

  it("says everything in English and in Chinese", () => {
    const keys = strings(manifest).flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []);
    expect(Object.keys(english).sort()).toEqual([...new Set(keys)].sort());
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    for (const text of [...Object.values(english), ...Object.values(chinese)]) expect(text.trim()).not.toBe("");
  });

  it("asks for the VS Code whose API it compiles against", () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies["@types/vscode"].replace(/\.\d+$/, ".0")}`);
  });
});
