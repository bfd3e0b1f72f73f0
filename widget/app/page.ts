import type { Said } from "../host";

/** Where the visitor is, as far as the team is told: an address without what stands behind ? and #, and a title. */
export function pageOf({ page }: Said): { url: string; title: string } {
  let url = location.href;
  try {
    url = new URL(page?.url ?? url, url).href;
  } catch {
    // What is no address leaves the page its own.
  }
  return {
    url: url.split(/[?#]/)[0]!.slice(0, 2000),
    title: String(page?.title ?? document.title).slice(0, 200),
  };
}
