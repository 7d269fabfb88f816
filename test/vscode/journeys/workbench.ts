/** A window of a real VS Code with the extension, driven as a person would: keys, mouse, and what is on the screen. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { getEditor, latest } from "../../../scripts/vscode/editor.mts";
import { isolated, linkedExtension, makeProfile } from "../../../scripts/vscode/profile.mts";
import { type Server, startServer } from "../../../scripts/vscode/server.mts";
import { addressOf, launchBrowser, openWindow } from "../../../scripts/vscode/window.mts";
import { literally } from "./language.ts";

const root = resolve(import.meta.dirname, "../../..");
const screenshots = join(root, "test/output/screenshots");

export interface WorkbenchOptions {
  /** User settings. */
  settings?: Record<string, unknown>;
  /** Environment of the extension host. */
  env?: Record<string, string>;
  /** Default true. False leaves the folder to VS Code's own question. */
  trusted?: boolean;
  /** What extensions are told: "zh-cn". */
  language?: string;
  /** A `.code-workspace` file to open instead of the folder: its text. It stands beside the folder, `log-imports`. */
  workspaceFile?: unknown;
  /** A folder of installed extensions to use instead of the one in the source tree. */
  extensionsDir?: string;
}

/** A window for the tests of the `describe` it is called in. One that fails leaves a picture of it. */
export function useWorkbench(options?: WorkbenchOptions): () => Workbench {
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    workbench = await Workbench.open(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench?.screenshot(`failed - ${task.name}`);
  });
  afterAll(() => workbench?.close());
  return () => {
    if (!workbench) throw new Error("The window is open only while tests run.");
    return workbench;
  };
}

export class Workbench {
  /** A copy of `examples/`, open in the window. */
  readonly folder: string;
  readonly page: Page;
  readonly #close: () => Promise<void>;

  private constructor(folder: string, page: Page, close: () => Promise<void>) {
    this.folder = folder;
    this.page = page;
    this.#close = close;
  }

  /** A window that somebody else opens and closes. */
  static on(page: Page, folder: string): Workbench {
    return new Workbench(folder, page, async () => undefined);
  }

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const { settings, env, trusted = true, language } = options;
    const parent = mkdtempSync(join(tmpdir(), "recharge-workspace-"));
    const folder = join(parent, "log-imports");
    cpSync(join(root, "examples"), folder, { recursive: true });
    const workspaceFile = join(parent, "imports.code-workspace");
    if (options.workspaceFile) writeFileSync(workspaceFile, JSON.stringify(options.workspaceFile));
    const userDataDir = makeProfile(settings);
    let server: Server | undefined;
    let browser: Browser | undefined;
    const close = async () => {
      await browser?.close();
      await server?.stop();
      for (const path of [parent, userDataDir]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
      server = await startServer(await getEditor(latest), {
        userDataDir,
        extensionsDir: options.extensionsDir ?? linkedExtension(userDataDir),
        trustAll: trusted,
        env: { ...isolated(userDataDir), ...env },
      });
      browser = await launchBrowser();
      const open = options.workspaceFile ? workspaceFile : folder;
      const page = await openWindow(browser, addressOf({ port: server.port, open }), language);
      return new Workbench(folder, page, close);
    } catch (error) {
      await close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** As `Developer: Reload Window`: a new extension host. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator(".monaco-workbench .statusbar").waitFor();
  }

  /** Another window on the same folder, with an extension host of its own. It closes with this one. */
  async secondWindow(): Promise<Workbench> {
    const browser = this.page.context().browser();
    if (!browser) throw new Error("The browser is closed.");
    return new Workbench(this.folder, await openWindow(browser, this.page.url()), async () => undefined);
  }

  /** `test/output/screenshots/<name>.png` */
  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`), animations: "disabled" });
  }

  /** The quick input: command palette, quick pick, input box. */
  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  /** A question of VS Code's that blocks the window. */
  get modal(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  get notifications(): Locator {
    return this.page.locator(".notification-toast");
  }

  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
    await this.notifications.first().waitFor({ state: "detached" });
  }

  /** A new file made of another one, open with the caret at its region. Quick open learns of new files too late. */
  async openCopy(of: string, name: string, change: (text: string) => string): Promise<void> {
    writeFileSync(join(this.folder, name), change(readFileSync(join(this.folder, of), "utf8")));
    await vi.waitFor(async () => {
      try {
        await this.page.getByRole("treeitem", { name }).click({ timeout: 5_000 });
      } catch (error) {
        // The explorer is not told of what is written while it begins to watch the folder.
        await this.runCommand("Refresh Explorer");
        throw error;
      }
    }, patience);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.putCaret('"Region"');
  }

  async openFile(name: string): Promise<void> {
    await this.#choose("Control+P", name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    // Before that the palette does not know which commands apply.
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
  }

  /** Runs a command from the palette by the title the palette shows, "Category: Title". */
  async runCommand(title: string): Promise<void> {
    await this.#choose("F1", `>${title}`, title);
  }

  /** Opens the quick input by its key, again when something takes the focus away and it closes, and takes an entry. */
  async #choose(key: string, text: string, label: string): Promise<void> {
    await vi.waitFor(async () => {
      await this.page.keyboard.press(key);
      await this.quickInput.locator("input").fill(text, { timeout: 5_000 });
      await this.pick(label, 5_000);
    }, patience);
  }

  /** Takes the first entry of the open quick pick that holds the text. */
  async pick(label: string, timeout = patience.timeout): Promise<void> {
    await this.quickInput.locator(".monaco-list-row").filter({ hasText: label }).first().click({ timeout });
  }

  /** Answers the open input box. */
  async enter(value: string): Promise<void> {
    await this.quickInput.locator("input").fill(value);
    await this.page.keyboard.press("Enter");
  }

  /** Presses a button of the modal. */
  async answer(button: string): Promise<void> {
    await this.modal.getByRole("button", { name: button }).click();
    await this.modal.waitFor({ state: "detached" });
  }

  /**
   * A token of the active editor's text, as the grammar cuts it.
   * @param text the whole token, quotes included: `"KafkaType"`, `true`
   */
  token(text: string): Locator {
    const whole = new RegExp(`^\\s*${literally(text)}\\s*$`);
    return this.page
      .locator(".editor-group-container.active .view-line span[class*=mtk]")
      .filter({ hasText: whole })
      .first();
  }

  /** Puts the caret inside a token, `back` characters before its end. */
  async putCaret(token: string, back = 0): Promise<void> {
    const { x, y, width, height } = await boxOf(this.token(token));
    await this.page.mouse.click(x + width, y + height / 2);
    await this.restMouse();
    for (let step = 0; step < back; step++) await this.page.keyboard.press("ArrowLeft");
  }

  /** Moves the mouse to where it shows nothing, and waits until what it showed is gone. */
  async restMouse(): Promise<void> {
    const hover = this.page.locator(".monaco-hover:visible").first();
    await vi.waitFor(async () => {
      await this.page.mouse.move(640, 1);
      try {
        await hover.waitFor({ state: "detached", timeout: 2_000 });
      } catch (error) {
        // It came when the mouse had left already, and goes when the mouse leaves it itself.
        await hover.hover({ timeout: 2_000 });
        throw error;
      }
    }, patience);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Asks for completions at the caret and takes the one with this label. */
  async complete(label: string): Promise<void> {
    await (await this.completions(label)).click();
  }

  /** The entry with this label among the completions at the caret. */
  async completions(label: string): Promise<Locator> {
    await this.page.keyboard.press("Control+Space");
    const entry = this.page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: label }).first();
    await entry.waitFor();
    return entry;
  }

  /** Opens the quick fixes at the caret and takes the one with this title. */
  async quickFix(title: string): Promise<void> {
    await (await this.quickFixes(title)).click();
  }

  /** The entry with this title among the quick fixes at the caret. */
  async quickFixes(title: string): Promise<Locator> {
    const entry = this.page.locator(".action-widget .monaco-list-row").filter({ hasText: title }).first();
    await vi.waitFor(async () => {
      await this.page.keyboard.press("Control+.");
      try {
        await entry.waitFor({ timeout: 5_000 });
      } catch (error) {
        // The list closes when news of the file come in at that moment.
        await this.page.keyboard.press("Escape");
        throw error;
      }
    }, patience);
    return entry;
  }

  /** Our item in the status bar. */
  get profile(): Locator {
    return this.page.locator("[id='cls-recharge.cls-recharge.recharge.profile']");
  }

  /** Rests the mouse on a token and returns the hover once it holds all texts: it fills little by little. */
  async hover(token: string, ...texts: (string | RegExp)[]): Promise<Locator> {
    const any = this.page.locator(".monaco-hover:visible");
    const hover = texts.reduce((found, hasText) => found.filter({ hasText }), any);
    await vi.waitFor(async () => {
      // A lens that comes in above moves the line from under the mouse.
      await this.restMouse();
      await this.token(token).hover();
      await hover.waitFor({ timeout: 5_000 });
    }, patience);
    return hover;
  }

  /** Saves the changes that the active editor has, or is about to have. */
  async save(): Promise<void> {
    await this.page.locator(".tab.active.dirty").waitFor();
    await this.page.keyboard.press("Control+S");
    await this.page.locator(".tab.active:not(.dirty)").waitFor();
  }

  /** Waits until a token is underlined. */
  async squiggle(token: string, severity: Severity = "error"): Promise<void> {
    await vi.waitFor(async () => {
      const target = await boxOf(this.token(token));
      // All at once: to wait for one that has gone meanwhile would be to wait for ever.
      const boxes = await this.page
        .locator(`.editor-group-container.active .squiggly-${severity}`)
        .evaluateAll((squiggles): Box[] => squiggles.map((squiggle) => squiggle.getBoundingClientRect().toJSON()));
      if (!boxes.some((box) => overlap(box, target))) throw new Error(`No ${severity} under ${token}.`);
    }, patience);
  }

  /** Waits until nothing is underlined. */
  async noSquiggles(severity: Severity = "error"): Promise<void> {
    const squiggles = this.page.locator(`.editor-group-container.active .squiggly-${severity}`);
    await squiggles.first().waitFor({ state: "detached" });
  }
}

type Severity = "error" | "warning" | "info" | "hint";

const patience = { timeout: 30_000, interval: 100 };

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A line may be drawn anew at any moment, and what was there is gone. */
function boxOf(locator: Locator): Promise<Box> {
  return vi.waitFor(async () => {
    await locator.waitFor();
    const box = await locator.boundingBox();
    if (!box) throw new Error("Not on the screen.");
    return box;
  }, patience);
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
