import { describe, expect, it } from "vitest";
import { ProviderSilent } from "../channels/outbound";
import { type Ask, answering, recording } from "./recorded";

/** Nobody has said what became of it. */
export const SILENT = Symbol("silent");
/** The recordings that are answered one after another, who asks, for what, and what is made of them. */
export type Row = [names: string, ask: Ask, asked: string, becomes: unknown];

const TOKEN = "700000900:fictional_fictional_fictional";
const statusOf = (name: string) => Number(/-(\d{3})-/.exec(name)?.[1] ?? 200);

/** A test for each row. */
export function readsAnswers(channel: string, rows: readonly Row[]): void {
  describe(`what is recorded of the answers of ${channel}`, () => {
    it.each(rows)("%s is read by whoever asks for it", async (names, ask, path, becomes) => {
      const answers = names
        .split(" ")
        .map((name) => ({ status: statusOf(name), json: recording(channel, name) }));
      const { wire, given, asked, left } = answering(channel, answers);
      const answer = Promise.resolve(ask(wire, given));
      if (becomes === SILENT) await expect(answer).rejects.toThrow(ProviderSilent);
      else if (becomes === null || becomes === undefined) expect(await answer).toBe(becomes);
      else expect(await answer).toMatchObject(becomes);
      expect([asked.join(" + ").replaceAll(TOKEN, "1:x"), left]).toEqual([path, []]);
    });
  });
}
