/** Entry of `cls-recharge`. Answers `--version` by itself; everything else is in a bundle that is loaded when it is wanted. */
import module from "node:module";

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  process.stdout.write(`${VERSION}\n`);
} else {
  // Only Node 22.1 and newer have it.
  module.enableCompileCache?.();
  void import("./program.ts").then(({ run }) => run(args));
}
