/** Task files from elsewhere, and to elsewhere. */
import type { Commands } from "../commands.ts";
import type { SecretMap } from "../secret-store.ts";
import { exportTerraform } from "./export-terraform.ts";
import { offerSecrets } from "./secrets.ts";
import { importTerraform } from "./terraform.ts";

export interface ImportServices {
  commands: Commands;
  secrets: SecretMap<string>;
}

export function activateImport({ commands, secrets }: ImportServices): void {
  commands.register("recharge.importTerraform", async (given) => {
    await offerSecrets(await importTerraform(given), secrets, commands);
  });
  commands.register("recharge.exportTerraform", (given, selected) => exportTerraform(given, selected));
}
