import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** A real browser: the one of CHROMIUM_PATH, an installed one, or Playwright's own. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    args: ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])],
  });
}

/** Gives the browser a session that was made without it. */
export async function addCookies(context: BrowserContext, url: string, header: string): Promise<void> {
  const cookies = header.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
  await context.addCookies(cookies);
}

export type Weight = { path: string; gzip: number };

/**
 * What each of the addresses weighs after gzip -9, whatever compression it travelled with; heaviest first. Asked for once
 * more, as a browser forgets the bodies of what it has done with.
 */
export async function weigh(urls: Iterable<string>): Promise<Weight[]> {
  const weights: Weight[] = [];
  for (const url of new Set(urls)) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status} when weighed`);
    const gzip = gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
    weights.push({ path: new URL(url).pathname, gzip });
  }
  return weights.sort((a, b) => b.gzip - a.gzip);
}

export function total(weights: readonly Weight[]): number {
  return weights.reduce((sum, weight) => sum + weight.gzip, 0);
}
