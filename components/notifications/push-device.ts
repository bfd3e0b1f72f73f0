import type { Api } from "../trpc/client";

export type PushState = "on" | "off" | "denied" | "none";

const WORKER = "/push.js";

const subscribed = async () =>
  (await (await navigator.serviceWorker.getRegistration(WORKER))?.pushManager.getSubscription()) ?? null;

/** Whether this browser takes pushes, could, may not, or cannot. */
export async function pushState(): Promise<PushState> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return "none";
  if (Notification.permission === "denied") return "denied";
  return (await subscribed()) ? "on" : "off";
}

/** Asks the person, subscribes this browser and tells the server. Throws when the browser or the server refuses. */
export async function turnPushOn(api: Api): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const { publicKey } = await api.notifications.pushKey.query();
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = made.toJSON();
  await api.notifications.subscribePush.mutate({
    endpoint: endpoint ?? "",
    p256dh: keys?.p256dh ?? "",
    auth: keys?.auth ?? "",
  });
  return "on";
}

export async function turnPushOff(api: Api): Promise<PushState> {
  const known = await subscribed();
  if (known) {
    await api.notifications.unsubscribePush.mutate({ endpoint: known.endpoint });
    await known.unsubscribe();
  }
  return "off";
}
