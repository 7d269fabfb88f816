/** Entry of `cls-recharge`. Answers `--version` by itself; everything else is in a bundle that is loaded when it is wanted. */
import { EXIT } from "./exit.ts";

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) process.stdout.write(`${VERSION}\n`);
else void start();

async function start(): Promise<void> {
  const { CodeCache } = await import("./code-cache.ts");
  const cache = new CodeCache(/^[a-z]+$/.exec(args[0] ?? "")?.[0] ?? "help");
  // What was mistyped is no command to keep anything for.
  process.on("exit", (code) => code === EXIT.usage || cache.keep());
  const { run } = cache.load("cli-program.js") as typeof import("./program.ts");
  await run(args);
}
