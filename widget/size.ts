import { gzipSync } from "node:zlib";
import { bundleWidget, type WidgetFile } from "./bundle";

/** What a site owner's visitors may be made to fetch, in bytes after gzip -9: closed, and all in all. */
export const WIDGET_BUDGET = { loader: 4096, all: 20_480 };

/**
 * Bytes after gzip -9, as a first-time visitor gets them. `all` is the loader and everything the chat needs to open and to write;
 * `late` what comes when it is asked for.
 */
export async function widgetSizes(): Promise<{ loader: number; app: number; all: number; late: number }> {
  return sizesOf(await bundleWidget());
}

export function sizesOf({ loader, app }: { loader: WidgetFile; app: WidgetFile[] }) {
  const closed = gzipped(loader);
  const sum = (isLate: boolean) =>
    app.reduce((all, file) => all + (Boolean(file.isLate) === isLate ? gzipped(file) : 0), 0);
  const open = sum(false);
  return { loader: closed, app: open, all: closed + open, late: sum(true) };
}

function gzipped({ bytes }: WidgetFile): number {
  return gzipSync(bytes, { level: 9 }).byteLength;
}
