/** The browser that shows the workbench: an installed one, else the one in the npm package `@sparticuz/chromium`. */
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { cached } from "./cache.mts";

export interface Chromium {
  executablePath: string;
  /** What its process needs in its environment beside ours. */
  env: Record<string, string>;
}

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/** @throws Error that says what to install. */
export async function getChromium(): Promise<Chromium> {
  const given = process.env.RECHARGE_CHROMIUM;
  if (given) return { executablePath: given, env: {} };
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    ...commands.flatMap((command) => folders.map((folder) => join(folder, command))),
    ...applications,
  ];
  const installed = candidates.find((file) => existsSync(file));
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return unpack();
  throw new Error("No browser found: install Chrome or Chromium, or name its executable in RECHARGE_CHROMIUM.");
}

/** The package is made for machines that have next to nothing: it brings the system libraries and a font along. */
async function unpack(): Promise<Chromium> {
  const source = resolve(import.meta.dirname, "../../node_modules/@sparticuz/chromium");
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const folder = await cached(`chromium/${version}`, async (target) => {
    console.error("Unpacking Chromium …");
    const file = join(target, "chromium");
    await decompress(join(source, "bin/chromium.br"), file, 0o755);
    for (const name of ["al2023", "fonts"]) {
      const archive = join(target, `${name}.tar`);
      await decompress(join(source, `bin/${name}.tar.br`), archive, 0o644);
      execFileSync("tar", ["-xf", archive, "-C", target]);
      rmSync(archive);
    }
  });
  const fonts = join(folder, "recharge-fonts.conf");
  writeFileSync(fonts, fontsConfiguration(folder));
  return {
    executablePath: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_FILE: fonts },
  };
}

function decompress(source: string, target: string, mode: number): Promise<void> {
  return pipeline(createReadStream(source), createBrotliDecompress(), createWriteStream(target, { mode }));
}

/** The system's fonts where it has any, and the one of the package: without a single font Chromium draws no text. */
const fontsConfiguration = (folder: string) => `<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, "fonts")}</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
