/** Entry of `cls-recharge`. Answers `--version` by itself; everything else is loaded when it is asked for. */
import module from "node:module";

const [first, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (first === "--version" || first === "-V")) {
  process.stdout.write(`${VERSION}\n`);
} else {
  // Only Node 22.1 and newer have it.
  module.enableCompileCache?.();
  void import("./program.ts").then(({ run }) => run(process.argv.slice(2)));
}
