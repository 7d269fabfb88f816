/** A window of the served VS Code: its workbench in a headless browser. */
import { statSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { getChromium } from "./chromium.mts";

export interface WindowOptions {
  port: number;
  /** Absolute paths of extensions under development; needs a driven server. */
  extensions?: string[];
  /** Absolute path of a folder, a `.code-workspace` file, or a file. */
  open?: string | undefined;
  /** Absolute path of a module whose `run()` is called in the extension host. */
  tests?: string | undefined;
}

export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await getChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: [
      // Its own sandbox does not work for root or in most containers; the only pages it sees are ours.
      "--no-sandbox",
      ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
      ...["--disable-component-update", "--disable-sync"],
    ],
  });
}

/** The address at which the served workbench loads our extensions, and runs tests. */
export function addressOf({ port, extensions = [], open, tests }: WindowOptions): string {
  const authority = `127.0.0.1:${port}`;
  const remote = (path: string) => `vscode-remote://${authority}${encodeURI(path)}`;
  const payload: [string, string][] = extensions.map((path) => ["extensionDevelopmentPath", remote(path)]);
  if (tests) payload.push(["extensionTestsPath", remote(tests)]);
  payload.push(["skipWelcome", "true"]);
  const address = new URL(`http://${authority}/`);
  if (open && statSync(open).isDirectory()) address.searchParams.set("folder", open);
  else if (open?.endsWith(".code-workspace")) address.searchParams.set("workspace", open);
  else if (open) payload.push(["openFile", remote(open)]);
  address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

/**
 * Opens the workbench and waits until it stands.
 * @param language what extensions are told: "zh-cn". The workbench's own texts stay English without a language pack.
 */
export async function openWindow(browser: Browser, address: string, language?: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  if (language) await page.addInitScript({ content: `globalThis._VSCODE_NLS_LANGUAGE = "${language}";` });
  await page.goto(address);
  await page.locator(".monaco-workbench .statusbar").waitFor();
  return page;
}
