/** The command line: which commands there are, and how wrong usage and unexpected errors end. */
import * as l10n from "@vscode/l10n";
import { Command, CommanderError } from "commander";
import { applyCommand } from "./commands/apply.ts";
import { changeCommand } from "./commands/change.ts";
import { completionCommand } from "./commands/completion.ts";
import { explainCommand } from "./commands/explain.ts";
import { fixCommand } from "./commands/fix.ts";
import { formatCommand } from "./commands/format.ts";
import { exportCommand, importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { recoverCommand } from "./commands/recover.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { schemaCommand } from "./commands/schema.ts";
import { diffCommand, statusCommand } from "./commands/status.ts";
import { submitCommand } from "./commands/submit.ts";
import { checkCommand, previewCommand } from "./commands/try-out.ts";
import { validateCommand } from "./commands/validate.ts";
import { EXIT, UsageError } from "./exit.ts";
import { examplesAndExitCodes, helpStyle } from "./help.ts";
import "./locale.ts";
import { printable, tellError } from "./terminal.ts";
import { TAKES_NO_VALUE, usageMessage } from "./usage.ts";

/** Runs one command line, without `node` and the script in front. The result is in `process.exitCode`. */
export async function run(args: string[]): Promise<void> {
  const [first, name = ""] = args;
  // Of a command that does not exist, `help` would show everything and not say why.
  const argv = first === "help" && name && !Object.hasOwn(COMMANDS, name) ? args.slice(1) : args;
  process.stdout.on("error", endOnBrokenOutput);
  process.stderr.on("error", () => end(process.exitCode ?? EXIT.failed));
  try {
    await makeProgram(argv[0]).parseAsync(argv, { from: "user" });
  } catch (error) {
    process.exitCode = explain(error);
  }
}

function makeProgram(name: string | undefined): Command {
  const program = new Command("cls-recharge")
    .description(l10n.t("Kafka import tasks of Tencent Cloud Log Service, kept as *.recharge.json files."))
    .version(VERSION, "-V, --version", l10n.t("print the version"))
    .helpOption("-h, --help", l10n.t("show help"))
    .helpCommand("help [command]", l10n.t("show help for a command"))
    .configureHelp(helpStyle())
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const command of commands(name)) {
    program.addCommand(command.copyInheritedSettings(program).helpOption("-h, --help", l10n.t("show help")));
    takeValuesOff(command);
  }
  takeValuesOff(program);
  return program.addHelpText("after", () =>
    examplesAndExitCodes([["cls-recharge validate", l10n.t("check every task file in this folder")]]),
  );
}

/** For commander, a value that is glued on (`--frmat=json`) belongs to the name of an option that does not exist. */
function takeValuesOff(command: Command): void {
  const inner = command as Command & { unknownOption(flag: string): void };
  const unknownOption = inner.unknownOption.bind(command);
  inner.unknownOption = (flag) => {
    const [name = ""] = flag.split("=");
    if (!command.options.some(({ long }) => long === name)) return unknownOption(name);
    return command.error(`'${name}'`, { code: TAKES_NO_VALUE });
  };
}

/** In the order of help. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  validate: validateCommand,
  submit: submitCommand,
  status: statusCommand,
  diff: diffCommand,
  apply: applyCommand,
  pause: () => changeCommand("pause"),
  resume: () => changeCommand("resume"),
  delete: () => changeCommand("delete"),
  check: checkCommand,
  preview: previewCommand,
  import: importCommand,
  export: exportCommand,
  recover: recoverCommand,
  fix: fixCommand,
  format: formatCommand,
  init: initCommand,
  explain: explainCommand,
  schema: schemaCommand,
  sandbox: sandboxCommand,
  completion: completionCommand,
};

/** A command is made to be run, all of them for help, completion and to say what a mistyped name is similar to. */
function commands(name = ""): Command[] {
  const isAlone = name !== "completion" && Object.hasOwn(COMMANDS, name);
  return (isAlone ? [COMMANDS[name]] : Object.values(COMMANDS)).flatMap((make) => make?.() ?? []);
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version end this way too, with nothing left to say.
    if (error.exitCode === 0) return EXIT.ok;
    if (error.code !== "commander.help") tellError(usageMessage(error));
    return EXIT.usage;
  }
  if (UsageError.is(error)) {
    tellError(error.message.split("\n").map(printable).join("\n"));
    return error.exitCode;
  }
  if (error instanceof Error && "syscall" in error && error.syscall === "uv_cwd") {
    tellError(l10n.t("the current folder does not exist any more"));
    return EXIT.usage;
  }
  throw error;
}

/** `cls-recharge … | head`: whoever reads has seen enough. Anything else, such as a full disk, lost results. */
function endOnBrokenOutput({ code, message }: NodeJS.ErrnoException): void {
  if (code !== "EPIPE") tellError(l10n.t("The results could not be written: {0}", message));
  end(code === "EPIPE" ? process.exitCode : EXIT.failed);
}

/** At once, but for changes in the cloud: they come to a good end first, as when the terminal hangs up. */
function end(code: typeof process.exitCode): void {
  if (!process.emit("SIGHUP")) process.exit(code);
}
