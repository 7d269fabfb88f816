import { once } from "node:events";
import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { Command } from "commander";
import { EXIT, UsageError } from "../exit.ts";
import { writeReason } from "../files.ts";
import { examples } from "../help.ts";
import { port } from "../options.ts";
import { printable, tell } from "../terminal.ts";

interface Options {
  port?: number;
  store?: string;
}

export function sandboxCommand(): Command {
  return new Command("sandbox")
    .summary(l10n.t("run a local CLS to try things with"))
    .description(
      l10n.t(
        "Runs a local server that answers like the API: it verifies signatures, checks parameters and keeps tasks, and nothing leaves this computer. It has its own credentials; real ones are never sent to it. Ctrl-C stops it.",
      ),
    )
    .option("--port <number>", l10n.t("port to listen on; any free one by default"), port)
    .option("--store <file>", l10n.t("keep the tasks in this file; in memory by default"))
    .addHelpText("after", () =>
      examples([
        ["cls-recharge sandbox --port 8080", l10n.t("in one terminal")],
        ["cls-recharge submit orders.recharge.json --endpoint http://127.0.0.1:8080", l10n.t("in another one")],
      ]),
    )
    .action(run);
}

async function run({ port, store }: Options): Promise<void> {
  if (store !== undefined) requirePlace(store);
  const { remote } = await import("../remote/index.ts");
  const { startSandbox } = await remote.sandbox();
  const sandbox = await startSandbox({
    ...(port !== undefined && { port }),
    ...(store !== undefined && { store }),
    log: (line) => tell(printable(line)),
  }).catch((error) => {
    throw new UsageError(l10n.t("The sandbox cannot start: {0}", reasonOf(error)));
  });
  process.stdout.write(`${sandbox.url}\n`);
  tell(l10n.t("The sandbox listens there. Submit to it, from another terminal:"));
  tell(`  cls-recharge submit FILE --region ap-guangzhou --endpoint ${sandbox.url}`);
  tell(l10n.t("It knows the log topic {0} and the CKafka instance {1}.", TOPIC, INSTANCE));
  tell(l10n.t("Other clients sign with:"));
  tell(`  TENCENTCLOUD_SECRET_ID=${sandbox.credentials.secretId}`);
  tell(`  TENCENTCLOUD_SECRET_KEY=${sandbox.credentials.secretKey}`);
  tell(l10n.t("Ctrl-C stops it. Requests:"));
  await once(process, "SIGINT");
  await sandbox.close();
  process.exitCode = EXIT.interrupted;
}

/** The ones that the templates of `init` name. */
const TOPIC = "b53fe5be-7ee3-4031-8043-5a73bad4f572";
const INSTANCE = "ckafka-2vrgxbxa";

/** Otherwise it shows only when the first task is lost. */
function requirePlace(store: string): void {
  if (statSync(store, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${store}: ${l10n.t("this is a folder")}`);
  }
  try {
    accessSync(dirname(resolve(store)), constants.W_OK);
  } catch (error) {
    throw new UsageError(`${store}: ${writeReason(error)}`);
  }
}

function reasonOf(error: NodeJS.ErrnoException & { file?: string }): string {
  if (error.code === "EADDRINUSE") return l10n.t("the port is taken; choose another one, or none");
  // By its name: the sandbox is a bundle of its own.
  if (error.name === "StoreError")
    return l10n.t("{0} does not hold its tasks; delete it to start without any", error.file ?? "");
  return error.message;
}
