import { expect, type Locator } from "@playwright/test";

/** Types on until the other side shows it: the sign goes after a few seconds without a key, and a busy machine has such pauses. */
export async function typeUntil(box: Locator, sign: Locator): Promise<void> {
  await expect(async () => {
    await box.pressSequentially("abc ");
    await expect(sign).toBeVisible({ timeout: 2_500 });
  }).toPass({ timeout: 30_000 });
}
