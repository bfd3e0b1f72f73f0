import { expect, type Page } from "@playwright/test";

/** Calls a mutation as the person signed in to this page, for what is not the matter of the test. */
export async function mutate(page: Page, slug: string, procedure: string, input: unknown): Promise<void> {
  const answer = await page.request.post(`/api/trpc/${procedure}`, {
    data: input,
    headers: { "x-parley-tenant": slug },
  });
  expect(answer.status(), `${procedure}: ${await answer.text()}`).toBe(200);
}
