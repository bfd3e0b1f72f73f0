import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clock } from "../../core/clock";
import { type PairingScene, pairingScene } from "../../testing/pairing-scene";
import { makePairingCode, resetPairing, showPairingPicture, takeAnotherNumber } from "./acts";
import { getPairingStatus } from "./status";

let s: PairingScene;
beforeAll(async () => {
  s = await pairingScene();
});
afterAll(() => s.provider.close());
beforeEach(() => s.begin());
afterEach(() => s.end());

describe("the pairing limit", () => {
  it("warns at two, locks at three, refuses to pair, and yields to an owner only", async () => {
    await s.status();
    expect(await s.fail()).toMatchObject({ failures: 1, severity: "none" });
    const warned = await s.fail();
    expect(warned).toMatchObject({ failures: 2, severity: "warning", lockedUntil: null });
    expect(Date.parse(warned.restUntil!) - clock.now()).toBe(2 * 3_600_000);
    const locked = await s.fail();
    expect(locked).toMatchObject({ failures: 3, severity: "locked", restUntil: null });
    expect(Date.parse(locked.lockedUntil!) - clock.now()).toBe(24 * 3_600_000);
    expect(locked.attempts.map(({ outcome }) => outcome)).toEqual(["logged_out", "logged_out", "logged_out"]);
    const refused = { code: "conflict", message: expect.stringContaining("Pairing is locked") };
    await expect(showPairingPicture(s.owner(), s.inbox())).rejects.toMatchObject(refused);
    await expect(makePairingCode(s.owner(), { ...s.inbox(), phone: "447700900000" })).rejects.toMatchObject(
      refused,
    );
    expect(await getPairingStatus(s.admin(), s.inbox())).toMatchObject({ mayReset: false });
    const reset = { ...s.inbox(), reason: "The phone was replaced" };
    await expect(resetPairing(s.admin(), reset)).rejects.toMatchObject({ code: "forbidden" });
    await resetPairing(s.owner(), reset);
    const written = { action: "inbox.reset_pairing", after: { equals: { reason: reset.reason } } };
    expect(await s.rt.db.prisma.auditEntry.count({ where: written })).toBe(1);
    expect(await s.lookIn(2)).toMatchObject({ failures: 0, severity: "none", lockedUntil: null });
    for (let n = 0; n < 3; n++) await showPairingPicture(s.owner(), s.inbox());
    const shown = (await s.actions()).filter((action) => action === "inbox.pairing_picture");
    expect(shown).toHaveLength(1);
    expect(await s.actions()).toEqual(
      expect.arrayContaining([
        "inbox.paired",
        "inbox.phone_lost",
        "inbox.pairing_locked",
        "inbox.reset_pairing",
      ]),
    );
  });

  it("ends by itself after 24 hours", async () => {
    await s.status();
    for (let n = 0; n < 3; n++) await s.fail();
    expect(await s.lookIn(24 * 3600 - 1)).toMatchObject({ severity: "locked" });
    expect(await s.lookIn(2)).toMatchObject({ severity: "none", failures: 0 });
  });

  it("does not hold for a different number, and throws the locked one out again", async () => {
    await s.status();
    for (let n = 0; n < 3; n++) await s.fail();
    await takeAnotherNumber(s.owner(), s.inbox());
    expect(await s.lookIn(5)).toMatchObject({ severity: "none", number: null });
    await expect(makePairingCode(s.owner(), { ...s.inbox(), phone: "447700900000" })).rejects.toMatchObject({
      code: "conflict",
    });
    await showPairingPicture(s.owner(), s.inbox());
    s.gateway().pair();
    expect(await s.lookIn(5)).toMatchObject({ severity: "locked", failures: 3 });
    expect(s.gateway().state.isPaired).toBe(false);
  });

  it("counts a failure once, however many look at once", async () => {
    await s.status();
    s.gateway().pair();
    await s.lookIn(5);
    s.gateway().logOut();
    s.pass(20_000);
    const seen = await Promise.all(Array.from({ length: 8 }, s.status));
    expect(new Set(seen.map(({ failures }) => failures))).toEqual(new Set([1]));
  });
});
