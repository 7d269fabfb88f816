/** Entry point of the extension: builds the services and hands them to each capability. */
import * as cloudTexts from "@vscode/l10n";
import * as vscode from "vscode";
import { Accounts } from "./accounts/account.ts";
import { Connections } from "./accounts/connections.ts";
import { activateSandbox } from "./accounts/sandbox.ts";
import { activateSignIn } from "./accounts/sign-in.ts";
import { Sites } from "./accounts/sites.ts";
import { StatusBar } from "./accounts/status-bar.ts";
import { type StoredProfile, storedSource } from "./accounts/stored-profiles.ts";
import { Commands } from "./commands.ts";
import { ApiDiagnostics } from "./editing/api-diagnostics.ts";
import { activateLanguageServer } from "./editing/language-server.ts";
import { activateNewTask } from "./editing/new-task.ts";
import { activateRuleSeverity } from "./editing/rule-severity.ts";
import { activateImport } from "./import/activate.ts";
import { activateLookUps } from "./lookup/activate.ts";
import { LookUps } from "./lookup/look-ups.ts";
import { FileOperations } from "./operations/file-operations.ts";
import { followRenames, journalOf } from "./operations/journals.ts";
import { LostIds } from "./operations/lost-id.ts";
import { Operations } from "./operations/operations.ts";
import { Recovery } from "./operations/recovery.ts";
import { RequestPreview } from "./operations/request-preview.ts";
import { SecretMap } from "./secrets/secret-store.ts";
import { activateSetSecret } from "./secrets/set-secret.ts";
import { activateStates } from "./tasks/activate.ts";
import { activateTaskChanges } from "./tasks/changes.ts";
import { MenuContext } from "./tasks/menu-context.ts";
import { Submit } from "./tasks/submit.ts";
import { TaskStates } from "./tasks/task-states.ts";
import { activateTryOut } from "./try-out/activate.ts";

export function activate(context: vscode.ExtensionContext): void {
  // Code shared with the CLI translates through @vscode/l10n; VS Code has already loaded the right texts.
  if (vscode.l10n.bundle) cloudTexts.config({ contents: vscode.l10n.bundle });

  const log = vscode.window.createOutputChannel("CLS Recharge", { log: true });
  const commands = new Commands(log);
  context.subscriptions.push(log, commands);
  commands.register("recharge.showLog", () => log.show());

  const server = activateLanguageServer(context, commands, log);
  const secrets = new SecretMap<string>(context.secrets, "secrets");
  activateNewTask(commands, server);
  activateSetSecret(commands, secrets);
  activateRuleSeverity(commands);

  const sandbox = activateSandbox(context, commands, log);
  const profiles = new SecretMap<StoredProfile>(context.secrets, "profiles");
  const accounts = new Accounts(storedSource(profiles), sandbox, new Sites(context.globalState));
  activateSignIn(commands, profiles, accounts);

  const connections = new Connections(context);
  const accountChanges = [sandbox.onDidChange, profiles.onDidChange];
  const lookUps = new LookUps({ accounts, connections }, accountChanges);
  const operations = new Operations(connections, log);
  const diagnostics = new ApiDiagnostics();
  const preview = new RequestPreview();
  const openJournal = journalOf(sandbox);
  const recovery = new Recovery(openJournal, accounts, operations, commands, log);
  const services = {
    log,
    commands,
    server,
    accounts,
    connections,
    secrets,
    operations,
    diagnostics,
    preview,
    recovery,
    lookUps,
  };
  const files = new FileOperations(services);
  const states = new TaskStates(
    { accounts, connections, secrets, commands },
    { onDidOperate: operations.onDidEnd, accountChanges },
  );
  new Submit(files);
  activateTaskChanges(files);

  activateImport({ commands, secrets, accounts, connections, states });
  context.subscriptions.push(
    activateTryOut({ commands, accounts, connections, secrets, diagnostics }),
    lookUps,
    activateLookUps(server, lookUps),
  );

  context.subscriptions.push(
    states,
    activateStates({ commands, accounts, states, lookUps }),
    operations,
    diagnostics,
    preview,
    new MenuContext(states),
    new StatusBar(accounts, accountChanges, (update) => commands.guard("status", update)),
    new LostIds(openJournal, operations, recovery, commands),
    followRenames(openJournal, commands),
  );
  void commands.guard("recharge.recover", () => recovery.offer());
}
