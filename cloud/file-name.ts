/** What a new task file is called. */
import { TASK_FILE_SUFFIX } from "../document/task-file.ts";

/** After the task's name where file systems take it, else after its Id. @param taken names that must not be used */
export function fileNameFor(name: string, id: string | undefined, taken: (fileName: string) => boolean): string {
  const stem = name
    .replace(/[^\p{L}\p{N}_.-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 60);
  const short = id?.slice(0, 8) ?? "";
  const candidates = [stem, [stem, short].filter(Boolean).join("-"), id ?? ""].filter(Boolean);
  for (let number = 2; ; number++) {
    const found = candidates.find((candidate) => !taken(candidate + TASK_FILE_SUFFIX));
    if (found) return found + TASK_FILE_SUFFIX;
    candidates.splice(0, candidates.length, `${stem || short || "task"}-${number}`);
  }
}
