import { expect, it } from "vitest";
import { standingOf } from "./standing";

const FINE = { isEnabled: true, pausedFor: null, phone: null, silentSince: null };
const refused = { code: "401", reason: "The gateway refuses us.", fix: "Mend it." };
const noPhone = { code: "phone", reason: "No phone is paired with this inbox.", fix: "Pair one." };
const silentSince = "2026-11-20T09:00:00.000Z";

it.each([
  ["connected", FINE, true],
  ["new", FINE, false],
  [null, FINE, undefined],
  ["silent", { ...FINE, silentSince }, true],
  // What a phone that is gone has brought before says nothing of now.
  ["noPhone", { ...FINE, phone: "none" }, true],
  ["noPhone", { ...FINE, phone: "none", pausedFor: noPhone }, true],
  ["noPhone", { ...FINE, pausedFor: noPhone, silentSince }, true],
  ["dropped", { ...FINE, phone: "dropped", pausedFor: noPhone }, true],
  ["locked", { ...FINE, phone: "locked", pausedFor: noPhone }, true],
  ["connected", { ...FINE, phone: "paired" }, true],
  // A gateway that refuses us cannot be asked about its phone.
  ["paused", { ...FINE, phone: "none", pausedFor: refused }, true],
  ["off", { ...FINE, isEnabled: false, pausedFor: refused }, true],
] as const)("an inbox is %s: %j", (standing, inbox, isHeard) => {
  expect(standingOf(inbox, isHeard)).toBe(standing);
});
