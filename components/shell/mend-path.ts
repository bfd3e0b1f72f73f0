/** Where an inbox that sends nothing is mended: its credentials, ready to be written. */
export function mendPath(slug: string, inboxId: string): string {
  return `/t/${slug}/settings/inboxes/${inboxId}?mend`;
}
