/**
 * Random examples are the same ones in every run, so that a test fails for what was changed and not by chance.
 * `RUNS=…` tries others, and as many as it says.
 */
import fc from "fast-check";

if (process.env.RUNS === undefined) fc.configureGlobal({ seed: 20_261_127 });
