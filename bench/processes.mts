/** Runs a program from start to end and says what it took. CPU time and memory come from Linux's /proc. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memory } from "./measure.mts";

export interface Taken {
  /** From start to end, in milliseconds. */
  wall: number;
  /** Milliseconds of CPU, of its own children too, to a hundredth of a second. */
  cpu: number;
  /** Megabytes, at most. Of the process that was started, not of its children. */
  memory: number;
  stdout: string;
  stderr: string;
  code: number | null;
}

export interface Where {
  cwd?: string;
  env?: Record<string, string>;
}

/** One at a time: CPU time is counted as what children have used together. */
export async function take(command: readonly string[], { cwd, env }: Where = {}): Promise<Taken> {
  const [file = "", ...args] = command;
  // Into files: some programs end before a pipe has taken all they say.
  const folder = mkdtempSync(join(tmpdir(), "recharge-bench-"));
  const [out, err] = [join(folder, "out"), join(folder, "err")];
  const [stdout, stderr] = [openSync(out, "w"), openSync(err, "w")];
  const before = cpuOfChildren();
  const start = performance.now();
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", stdout, stderr] });
  const pid = child.pid ?? 0;
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, memoryOf(pid));
  }, 10);
  const code = await new Promise<number | null>((done, fail) => child.on("error", fail).on("exit", done));
  const wall = performance.now() - start;
  clearInterval(watch);
  const cpu = cpuOfChildren() - before;
  closeSync(stdout);
  closeSync(stderr);
  const said = { stdout: readFileSync(out, "utf8"), stderr: readFileSync(err, "utf8") };
  rmSync(folder, { recursive: true });
  return { wall, cpu, memory: highest, code, ...said };
}

/** 0 when it has just ended. */
function memoryOf(pid: number): number {
  try {
    return memory(pid, "VmHWM") || 0;
  } catch {
    return 0;
  }
}

/** Milliseconds that all children which have ended have used, with theirs; Linux counts in hundredths of a second here. */
function cpuOfChildren(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
