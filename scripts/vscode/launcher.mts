/**
 * Stands in for the `code` executable: takes VS Code's own switches, so that `@vscode/test-electron` drives the served
 * VS Code as it would a desktop one. Exit code: that of the tests; 1 when they could not run; 130 when interrupted.
 * RECHARGE_VSCODE: the version. RECHARGE_VSCODE_LOG: a file for what workbench and extension host print, else stdout.
 */
import { EventEmitter, once } from "node:events";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { getEditor, latest, minimum } from "./editor.mts";
import { makeProfile } from "./profile.mts";
import { type Server, startServer } from "./server.mts";
import { addressOf, launchBrowser } from "./window.mts";

/** No test run takes this long; a hang does. */
const patience = 30 * 60_000;

const { values, positionals } = parseArgs({
  // What is not listed concerns the desktop's own process: `--no-sandbox`, `--disable-updates`, …
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: "string", multiple: true },
    extensionTestsPath: { type: "string" },
    "user-data-dir": { type: "string" },
    "extensions-dir": { type: "string" },
    "disable-workspace-trust": { type: "boolean" },
  },
});
const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const absolute = (value: unknown) => (typeof value === "string" ? resolve(value) : undefined);

const logFile = process.env.RECHARGE_VSCODE_LOG;
if (logFile) {
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, "");
}
function log(type: string, args: unknown[]): void {
  const line = `[${type}] ${args.map((arg) => text(arg) ?? JSON.stringify(arg)).join(" ")}\n`;
  if (logFile) appendFileSync(logFile, line);
  else process.stdout.write(line);
}

let server: Server | undefined;
let browser: Browser | undefined;
const profile = absolute(values["user-data-dir"]);
const userDataDir = profile ?? makeProfile();

async function run(): Promise<number> {
  const editor = await getEditor(process.env.RECHARGE_VSCODE === minimum ? minimum : latest);
  server = await startServer(editor, {
    userDataDir,
    extensionsDir: absolute(values["extensions-dir"]),
    driven: true,
    trustAll: values["disable-workspace-trust"] === true,
  });
  browser = await launchBrowser();
  const page = await browser.newPage();
  const ended = once(await watch(page, server), "end");
  await page.goto(
    addressOf({
      port: server.port,
      extensions: [values.extensionDevelopmentPath].flat().flatMap((path) => absolute(path) ?? []),
      tests: absolute(values.extensionTestsPath),
      open: absolute(positionals[0]),
    }),
  );
  const [code] = await ended;
  return code;
}

/** Emits "end" with an exit code: the one the workbench reports, as it does to VS Code's own web tests, or 1. */
async function watch(page: Page, server: Server): Promise<EventEmitter<{ end: [code: number] }>> {
  const events = new EventEmitter<{ end: [code: number] }>();
  const fail = (why: string) => {
    // Once the end has come, these are its consequences.
    if (events.listenerCount("end") === 0) return;
    console.error(why);
    events.emit("end", 1);
  };
  await page.exposeFunction("codeAutomationLog", log);
  await page.exposeFunction("codeAutomationExit", (code: number) => events.emit("end", code));
  page.once("crash", () => fail("The browser's page crashed."));
  void server.ended.then(() => fail("VS Code's server ended before the tests did."));
  setTimeout(() => fail(`The tests did not end within ${patience / 60_000} minutes.`), patience).unref();
  return events;
}

async function close(code: number): Promise<never> {
  await browser?.close();
  await server?.stop();
  if (userDataDir !== profile) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close(130));
try {
  await close(await run());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await close(1);
}
