/** What a new task file is called. */
import { TASK_FILE_SUFFIX } from "../../document/task-file.ts";

/** After the task's name, else its Id, in what file systems take. @param taken names that must not be used */
export function fileNameFor(name: string, id: string | undefined, taken: (fileName: string) => boolean): string {
  const stem = clean(name);
  const whole = clean(id ?? "");
  const short = whole.slice(0, 8);
  const candidates = [stem, [stem, short].filter(Boolean).join("-"), whole].filter(Boolean);
  for (let number = 2; ; number++) {
    const found = candidates.find((candidate) => !taken(candidate + TASK_FILE_SUFFIX));
    if (found) return found + TASK_FILE_SUFFIX;
    candidates.splice(0, candidates.length, `${stem || short || "task"}-${number}`);
  }
}

/** Never a path: what the cloud calls a task decides about no folder. */
function clean(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}_.-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 60);
}
