import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { BACKGROUND_KINDS } from "../modules/sending/outbox";
import { allHandlers, type WorkerTools } from "./handlers";
import { subscriptions } from "./subscriptions";

it("every kind of entry that a business owes has its words on the outbox page, and no words are left over", () => {
  const kinds = [...allHandlers({} as WorkerTools, { reactions: subscriptions, jobs: [] }).keys()];
  const { outbox } = JSON.parse(readFileSync("components/i18n/en-GB.json", "utf8"));
  for (const kind of BACKGROUND_KINDS) expect(kinds).toContain(kind);
  expect(Object.keys(outbox.kinds).sort()).toEqual(kinds.map((kind) => kind.replace(/\W/g, "_")).sort());
});
