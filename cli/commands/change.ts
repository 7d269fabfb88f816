import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { cloudCommand, requireConsent } from "./shared.ts";
import type { SubmitOptions } from "./submit.ts";

export type ChangeKind = "pause" | "resume" | "delete";

interface Texts {
  summary: string;
  description: string;
  example: [effect: string, path: string];
}

export function changeCommand(kind: ChangeKind): Command {
  const {
    summary,
    description,
    example: [effect, path],
  } = texts(kind);
  const command = new Command(kind)
    .summary(summary)
    .description(description)
    .argument("<paths...>", l10n.t("files, folders or glob patterns"))
    .option("--yes", l10n.t("do not ask; for pipelines"))
    .option("--dry-run", l10n.t("only show what would be done"));
  return cloudCommand(
    command,
    [
      [`cls-recharge ${kind} ${path}`, effect],
      [`cls-recharge ${kind} tasks --yes --format json`, l10n.t("a folder, in a pipeline")],
    ],
    { sandbox: false },
  ).action(async (paths: string[], options: SubmitOptions) => {
    requireConsent(options);
    const { remote } = await import("../remote/index.ts");
    const { change } = await remote.change();
    process.exitCode = await change(kind, paths, options);
  });
}

function texts(kind: ChangeKind): Texts {
  switch (kind) {
    case "pause":
      return {
        summary: l10n.t("pause tasks"),
        description: l10n.t(
          "Stops the import of each file's task until it is resumed. Messages stay in Kafka for as long as Kafka keeps them.",
        ),
        example: [l10n.t("every task below the current folder"), "."],
      };
    case "resume":
      return {
        summary: l10n.t("resume paused tasks"),
        description: l10n.t("Goes on with the import of each file's task."),
        example: [l10n.t("one task, after a question"), "orders.recharge.json"],
      };
    case "delete":
      return {
        summary: l10n.t("delete tasks and remove their Ids from the files"),
        description: l10n.t(
          "Ends the import of each file's task for good and removes the Id from the file, which stays valid: submit creates another task from it. Logs that were imported stay. At a terminal, what is to be deleted has to be typed.",
        ),
        example: [l10n.t("one task, after its name was typed"), "orders.recharge.json"],
      };
  }
}
