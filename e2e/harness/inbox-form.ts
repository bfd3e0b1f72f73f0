import type { Locator, Page } from "@playwright/test";
import { CLOUD } from "../../server/testing/fake-meta";

/** The form of a new inbox, at this channel. */
export async function openNewInbox(page: Page, slug: string, channel: RegExp): Promise<Locator> {
  await page.goto(`/t/${slug}/settings/inboxes?new`);
  const form = page.getByRole("dialog", { name: "New inbox" });
  await form.getByRole("radio", { name: channel }).check();
  return form;
}

/** What the Cloud API is asked for, with a token that WhatsApp does not know. */
export async function fillCloud(form: Locator): Promise<void> {
  await form.getByLabel("Phone number ID").fill(CLOUD.phoneNumberId);
  await form.getByLabel("WhatsApp Business account ID").fill(CLOUD.wabaId);
  await form.getByLabel("App secret").fill(CLOUD.appSecret);
  await form.getByLabel("Access token").fill("EAAG-of-another");
}
