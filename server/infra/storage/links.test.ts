import { afterEach, describe, expect, it } from "vitest";
import { clock } from "../../core/clock";
import { signFileLink, verifyFileLink } from "./links";

const appSecret = "a secret of at least thirty-two characters";
const file = {
  appSecret,
  tenantId: "0193a1b2-0000-7000-8000-00000000000a",
  fileId: "0193a1b2-0000-7000-8000-0000000000f1",
};
const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

function parts(link: string) {
  const url = new URL(link, "http://parley.test");
  return { expiresAt: url.searchParams.get("e"), signature: url.searchParams.get("s") };
}

describe("a signed file link", () => {
  it("opens the file it was made for", () => {
    expect(verifyFileLink({ ...file, ...parts(signFileLink(file)) })).toBe(true);
  });

  it("opens no other file, no other tenant's and not with another secret or expiry", () => {
    const link = parts(signFileLink(file));
    expect(verifyFileLink({ ...file, ...link, fileId: file.tenantId })).toBe(false);
    expect(verifyFileLink({ ...file, ...link, tenantId: file.fileId })).toBe(false);
    expect(verifyFileLink({ ...file, ...link, appSecret: `${appSecret}!` })).toBe(false);
    expect(verifyFileLink({ ...file, ...link, expiresAt: String(Number(link.expiresAt) + 1) })).toBe(false);
  });

  it.each([null, "", "1e9", "-5", "99999999999999"])("refuses the expiry %s", (expiresAt) => {
    expect(verifyFileLink({ ...file, ...parts(signFileLink(file)), expiresAt })).toBe(false);
  });

  it("stays the same within half a day, and holds for 12 to 24 hours", () => {
    const start = Date.UTC(2026, 10, 20, 12);
    clock.now = () => start;
    const link = signFileLink(file);
    clock.now = () => start + 11.9 * 3600_000;
    expect(signFileLink(file)).toBe(link);
    expect(verifyFileLink({ ...file, ...parts(link) })).toBe(true);
    clock.now = () => start + 12 * 3600_000;
    expect(signFileLink(file)).not.toBe(link);
    clock.now = () => start + 24 * 3600_000;
    expect(verifyFileLink({ ...file, ...parts(link) })).toBe(false);
  });
});
