import { defineConfig } from "vitest/config";

/** The tests that `npm run mutation` holds mutants against: those that are about the mutated files, and quick. */
export default defineConfig({
  test: {
    include: [
      "test/unit/cloud/{sign,classify,failure,record,journal,write-back}.test.ts",
      "test/unit/document/edit.test.ts",
    ],
    // Slow to start, and the documented vectors are enough.
    testNamePattern: /^(?!.*on any body)/,
    testTimeout: 60_000,
  },
});
