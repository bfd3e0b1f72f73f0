import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseUpdate as parseAt } from "../channels/telegram/parse";

const folder = join(import.meta.dirname, "../channels/telegram/fixtures");
/** As recorded; each time anew, to be changed. */
export const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const receivedAt = new Date(1_787_700_000_000);
export const parseUpdate = (update: unknown) => parseAt(update, { receivedAt });
export const parse = (name: string) => parseUpdate(fixture(name));

/** Who writes in the recorded updates, and when. */
export const ADA = {
  ids: [{ scope: "chat", value: "700000123" }],
  name: "Ada Example",
  phone: null,
  username: "ada_example",
};
export const FROM_ADA = {
  ...{ type: "message", author: "contact", person: ADA },
  ...{ group: null, album: null, route: null },
};
export const at = new Date(1_787_654_400_000);
