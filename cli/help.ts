/** How help looks, and the parts that every command's help has. */
import * as l10n from "@vscode/l10n";
import type { Argument, HelpConfiguration, Option } from "commander";
import { colorsFor } from "./terminal.ts";

export function helpStyle(): HelpConfiguration {
  const { bold } = colorsFor(process.stdout);
  const titles: Record<string, string> = {
    "Usage:": l10n.t("Usage:"),
    "Arguments:": l10n.t("Arguments:"),
    "Options:": l10n.t("Options:"),
    "Commands:": l10n.t("Commands:"),
  };
  return {
    styleTitle: (title) => bold(titles[title] ?? title),
    displayWidth,
    subcommandTerm: (command) => command.name(),
    optionDescription: describe,
    argumentDescription: describe,
  };
}

/** Loaded when help is shown: its patterns take longer to make than the rest of the program. */
function displayWidth(text: string): number {
  const { default: widthOf } = require("fast-string-width") as typeof import("fast-string-width");
  return widthOf(text);
}

function describe({ description, argChoices, defaultValue }: Option | Argument): string {
  const choices = argChoices ? ` (${argChoices.join(", ")})` : "";
  const isTold = typeof defaultValue === "string" || typeof defaultValue === "number";
  return description + choices + (isTold ? ` [${l10n.t("default: {0}", defaultValue)}]` : "");
}

/** A command line, and what it does. */
export type Example = readonly [command: string, effect: string];

export function examples(list: readonly Example[]): string {
  const { bold, dim } = colorsFor(process.stdout);
  const lines = list.map(([command, effect]) => `  ${dim(`# ${effect}`)}\n  ${command}`);
  return `\n${bold(l10n.t("Examples:"))}\n${lines.join("\n")}\n`;
}

/** For commands that tell by their exit code what they found. */
export function examplesAndExitCodes(list: readonly Example[]): string {
  return examples(list) + exitCodes();
}

export function exitCodes(): string {
  const { bold } = colorsFor(process.stdout);
  const text = l10n.t(
    "  0    fine\n  1    findings of error severity, or an operation that failed\n  2    wrong usage or unreadable input\n  130  interrupted",
  );
  return `\n${bold(l10n.t("Exit codes:"))}\n${text}\n`;
}
