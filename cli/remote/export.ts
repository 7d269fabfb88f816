/** `export --terraform`: task files as a Terraform configuration on standard output. */
import { type Exportable, exportable, writeTerraform } from "../../cloud/terraform/write.ts";
import { RequestError } from "../../document/body.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { findFiles, readText } from "../files.ts";
import { tellWarning } from "../terminal.ts";

export async function exportTasks(paths: readonly string[]): Promise<ExitCode> {
  const { files, problems } = await findFiles(paths);
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  const tasks = await Promise.all(files.map(readTask));
  const { text, warnings } = writeTerraform(tasks);
  for (const [index, file] of files.entries()) {
    for (const warning of warnings[index] ?? []) tellWarning(`${file}: ${warning}`);
  }
  process.stdout.write(text);
  return EXIT.ok;
}

/** @throws UsageError for what is no task file. */
async function readTask(file: string): Promise<Exportable> {
  const text = await readText(file);
  try {
    return exportable(text);
  } catch (error) {
    if (error instanceof RequestError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
