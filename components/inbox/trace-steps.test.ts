import { expect, it } from "vitest";
import type { MessageTrace } from "../../server/modules/sending/schema";
import { stepsOf } from "./trace-steps";

const words = ((key: string) => key) as never;
const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, 0) + second * 1000).toISOString();
const attempt = { number: 1, startedAt: at(1.2), endedAt: at(1.4), isOver: false, externalId: null };
const refused = {
  ...attempt,
  outcome: "retry",
  code: "190",
  reason: "Meta does not take the token any more.",
};
const trace: MessageTrace = {
  ...{ createdAt: at(1.1), isOurs: true, status: "queued", externalId: null, error: null, times: {} },
  ...{ attempts: [], owed: null, delivery: null },
};
const told = (given: Partial<MessageTrace>, pausedFor: string | null = null) =>
  stepsOf({ ...trace, ...given }, words, pausedFor);
const whats = (given: Partial<MessageTrace>) => told(given).map(({ what }) => what);

it("what a provider tells by the second comes after the try that it tells of", () => {
  const sent = { ...attempt, outcome: "sent", externalId: "wamid.1", code: null, reason: null };
  const times = { read: at(1), delivered: at(1) };
  expect(whats({ attempts: [sent], externalId: "wamid.1", times })).toEqual([
    ...["written", "triedSent", "arrived", "read"],
  ]);
});

it("a try says why in words, and the provider's code apart from them", () => {
  const [, tried] = told({ attempts: [refused] });
  expect(tried).toMatchObject({ what: "triedRetry", more: [refused.reason], code: "190" });
});

it("what waits says for what: the inbox, its turn, or a time", () => {
  const owed = { state: "scheduled", runAt: at(9), lastError: refused.reason };
  expect(told({ attempts: [refused], owed }, refused.reason).at(-1)).toMatchObject({
    ...{ what: "nextPaused", at: null, more: [] },
  });
  expect(told({ owed: { ...owed, state: "waiting" } }).at(-1)).toMatchObject({ what: "nextTurn", at: null });
  expect(told({ owed }).at(-1)).toMatchObject({ what: "next", at: at(9), more: [refused.reason] });
});

it("a provider's own failure has words, mend and code", () => {
  const error = { reason: "Nobody has this number.", fix: "Check it.", code: "131026" };
  expect(told({ error, times: { failed: at(2) } }).at(-1)).toMatchObject({
    ...{ what: "failed", more: [error.reason, error.fix], code: "131026", tone: "bad" },
  });
});
