/** One folder for whatever a test run and all its processes leave in the temporary folder. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes it the temporary folder of this process and its children. Vitest calls this before a run. @returns its end */
export default function useTemporaryFolder(): () => void {
  // The addresses of VS Code's sockets are in there, and may have 103 bytes: macOS's own folder is too deep.
  const base = process.platform === "darwin" ? "/tmp" : tmpdir();
  const folder = mkdtempSync(join(base, "recharge-"));
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
