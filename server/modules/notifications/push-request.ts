import webpush from "web-push";
import { GuardedError, type GuardedFetch } from "../../infra/http/guarded";
import type { NotificationType } from "./schema";

/** What the service worker (public/push.js) shows. Without a preview it says only of whom it is. */
export type PushNote = {
  type: NotificationType;
  conversationId: string;
  contactName: string;
  byName: string | null;
  count: number;
  preview: string | null;
  url: string;
};

/** A day: what nobody has fetched by then is in the mail. */
const TTL_SECONDS = 86_400;
const TIMEOUT_MS = 10_000;

/**
 * One push (RFC 8030), sealed for the device (RFC 8291, aes128gcm) and signed (RFC 8292). "gone": the push service knows the
 * device no longer (404, 410). Anything but "taken" and "gone" is the reason in words. Dials https and public addresses only.
 */
export async function sendPush(given: {
  fetch: GuardedFetch;
  vapid: { publicKey: string; privateKey: string };
  appUrl: string;
  device: { endpoint: string; p256dh: string; auth: string };
  note: PushNote;
  signal?: AbortSignal;
}): Promise<"taken" | "gone" | (string & {})> {
  const { device, note, vapid } = given;
  if (!device.endpoint.startsWith("https://")) return "gone";
  try {
    const { endpoint, headers, body } = webpush.generateRequestDetails(
      { endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } },
      JSON.stringify(note),
      {
        vapidDetails: { subject: subjectOf(given.appUrl), ...vapid },
        TTL: TTL_SECONDS,
        urgency: "high",
        contentEncoding: "aes128gcm",
        // A newer one of the same conversation takes its place at the push service (at most 32 characters).
        topic: note.conversationId.replaceAll("-", ""),
      },
    );
    const answer = await given.fetch(endpoint, {
      method: "POST",
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: 10_000,
      signal: given.signal,
    });
    answer.body.resume();
    if (answer.status === 404 || answer.status === 410) return "gone";
    return answer.status < 300 ? "taken" : `${new URL(endpoint).host} answered ${answer.status}`;
  } catch (error) {
    if (error instanceof GuardedError) return error.message;
    // Keys that are no keys: nothing can ever be sealed for this device.
    return "gone";
  }
}

/** RFC 8292: a contact of the sender; web-push takes no http address but a mailto. */
function subjectOf(appUrl: string): string {
  return appUrl.startsWith("https://") ? appUrl : "mailto:operator@parley.localhost";
}
