import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
      { extends: true, test: { name: "lsp", include: ["test/lsp/**/*.test.ts"] } },
      { extends: true, test: { name: "cli", include: ["test/cli/**/*.test.ts"] } },
      {
        extends: true,
        // Each opens a VS Code of its own: one at a time.
        test: {
          name: "journeys",
          include: ["test/vscode/journeys/*.test.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
    globalSetup: "scripts/temporary.mts",
    setupFiles: "test/support/seed.ts",
    // Of `npm run coverage`: what talks to the cloud, by the tests that run in this process.
    coverage: { include: ["cloud/**"], reporter: ["text", "json-summary"], thresholds: { branches: 95 } },
    // Real processes and sockets on two cores: generous, so that only a hang ever trips it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
