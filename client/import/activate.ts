/** Task files from elsewhere, and to elsewhere. */
import type { Commands } from "../commands.ts";
import type { SecretMap } from "../secrets/secret-store.ts";
import { type CloudImportServices, importFromCloud } from "./cloud.ts";
import { exportTerraform } from "./export-terraform.ts";
import { offerSecrets } from "./secrets.ts";
import { importTerraform } from "./terraform.ts";

export interface ImportServices extends CloudImportServices {
  commands: Commands;
  secrets: SecretMap<string>;
}

export function activateImport({ commands, secrets, ...cloud }: ImportServices): void {
  commands.register("recharge.import", async (given) => {
    await offerSecrets(await importFromCloud(given, cloud), secrets, commands);
  });
  commands.register("recharge.importTerraform", async (given) => {
    await offerSecrets(await importTerraform(given), secrets, commands);
  });
  commands.register("recharge.exportTerraform", (given, selected) => exportTerraform(given, selected));
}
