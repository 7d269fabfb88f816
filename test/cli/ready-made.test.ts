/** The GitHub Action and the pre-commit hooks: their own lines, run by a shell, with an `npx` that has this command line. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLI, folder } from "./run.ts";
import { task } from "./tasks.ts";

const bin = folder();
// What comes before the program is npx's own.
const npx = `#!/bin/sh\nwhile [ "$1" != cls-recharge ]; do shift; done\nshift\nexec "${process.execPath}" "${CLI}" "$@"\n`;
writeFileSync(join(bin, "npx"), npx, { mode: 0o755 });

/** A checkout with two wrong files, one of them in a folder. */
function checkout(): string {
  const root = folder();
  mkdirSync(join(root, "sub/tasks"), { recursive: true });
  writeFileSync(join(root, "sub/-a.recharge.json"), task("a").replace(/.*"KafkaInstance".*\n/, ""));
  writeFileSync(join(root, "sub/tasks/b 日志.recharge.json"), task("b").replace(/.*"KafkaInstance".*\n/, ""));
  return root;
}

function run(root: string, command: string, args: string[], variables: NodeJS.ProcessEnv = {}) {
  const env = { PATH: bin + delimiter + process.env.PATH, HOME: folder(), LC_ALL: "C.UTF-8", ...variables };
  return spawnSync(command, args, { cwd: join(root, "sub"), env, encoding: "utf8" });
}

describe.skipIf(process.platform === "win32")("the GitHub Action", () => {
  const script = readFileSync("action.yml", "utf8").split("run: |\n")[1] ?? "";

  /** As GitHub runs a step in the working-directory `sub`; inputs that are not set come as empty texts. */
  function action(root: string, inputs: Record<string, string>) {
    const none = { PATHS: ".", MAX_WARNINGS: "", CONFIG: "", SARIF: "", VERSION: "latest" };
    const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
    return run(root, "bash", args, { GITHUB_WORKSPACE: root, ...none, ...inputs });
  }

  it.each([
    ["the folder it runs in by default", "."],
    ["each line of the input", "tasks\n\n  \n-a.recharge.json\n"],
  ])("annotates %s, with paths from the checkout", (_, paths) => {
    const { status, stdout, stderr } = action(checkout(), { PATHS: paths });
    const files = stdout.match(/(?<=^::error file=)[^,]*/gm)?.sort();
    expect({ status, files, stderr }).toEqual({
      status: 1,
      files: ["sub/-a.recharge.json", "sub/tasks/b 日志.recharge.json"],
      stderr: "",
    });
  });

  it("writes the log for code scanning, and annotates", () => {
    const root = checkout();
    const { status, stdout } = action(root, { SARIF: "x.sarif" });
    const [{ results }] = JSON.parse(readFileSync(join(root, "sub/x.sarif"), "utf8")).runs;
    const uris = results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris.sort()).toEqual(["sub/-a.recharge.json", "sub/tasks/b%20%E6%97%A5%E5%BF%97.recharge.json"]);
    expect(status).toBe(1);
    expect(stdout).toContain("::error file=sub/-a.recharge.json,");
  });

  it("takes severities from a file, and a limit of warnings", () => {
    const root = checkout();
    writeFileSync(join(root, "sub/soft.json"), '{"rules": {"R05": "warning"}}');
    expect(action(root, { CONFIG: "soft.json" }).status).toBe(0);
    expect(action(root, { CONFIG: "soft.json", MAX_WARNINGS: "1" }).status).toBe(1);
  });

  it("stops when it cannot do what it is asked, and writes no annotations", () => {
    const { status, stdout, stderr } = action(checkout(), { PATHS: "elsewhere", SARIF: "x.sarif" });
    expect(status).not.toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toContain("elsewhere: no such file or folder");
  });
});

describe.skipIf(process.platform === "win32")("the pre-commit hook", () => {
  const text = readFileSync(".pre-commit-hooks.yaml", "utf8");
  const hooks = [...text.matchAll(/- id: (\S+)[\s\S]*?entry: (.*)\n[\s\S]*?args: \[(.*)\]/g)];

  it("is one of three", () => {
    expect(hooks.map(([, id]) => id)).toEqual(["cls-recharge-validate", "cls-recharge-fix", "cls-recharge-format"]);
  });

  it.each(hooks.map(([, id = "", entry = "", args = ""]) => [id, entry, args]))(
    "%s takes any file name",
    (id, entry, args) => {
      const root = checkout();
      const names = ["-a.recharge.json", "tasks/b 日志.recharge.json"];
      const [command = "", ...words] = [...entry.split(" "), ...args.split(", ")];
      const { status, stderr } = run(root, command, [...words, ...names]);
      expect({ status, stderr }).toEqual({ status: id === "cls-recharge-validate" ? 1 : 0, stderr: "" });
    },
  );
});
