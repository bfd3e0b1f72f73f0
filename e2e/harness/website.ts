import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { launcher } from "./visitor";

export type Website = { page: Page; requests: string[]; problems: string[] };
/** `tag` in the place of the usual line. */
export type Asked = {
  url: string;
  inbox: string;
  head?: string;
  tag?: string;
  headers?: Record<string, string>;
};

/** A customer's website on a port of its own, with nothing of ours on it but the script tag. */
export async function serve({ url, inbox, head = "", headers = {}, ...given }: Asked): Promise<string> {
  const tag = given.tag ?? `<script async src="${url}/widget.js" data-inbox="${inbox}"></script>`;
  const body = `<!doctype html><html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width">${head}</head><body><main><h1>Shop</h1>
    <a href="#top">Top</a></main>${tag}</body></html>`;
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/" ? 200 : 404, { "content-type": "text/html", ...headers });
    response.end(request.url === "/" ? body : "");
  });
  open.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const open: Server[] = [];
/** After each test of a file that serves any. */
export function closeWebsites(): void {
  for (const server of open.splice(0)) server.close().closeAllConnections();
}

export async function visit(context: BrowserContext, asked: Asked | string): Promise<Website> {
  const site = typeof asked === "string" ? asked : await serve(asked);
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(site))
      requests.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && /policy|parley/i.test(line.text())) problems.push(line.text());
  });
  await page.goto(site);
  await expect(launcher(page)).toBeVisible();
  return { page, requests, problems };
}
