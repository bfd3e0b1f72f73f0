// The service worker of web push: shows what Parley sends, opens its conversation, and does nothing else.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const note = event.data?.json();
  if (note) event.waitUntil(show(note));
});

async function show(note) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Whoever looks at Parley hears of it there.
  if (windows.some((window) => window.focused)) return;
  await self.registration.showNotification(titleOf(note), {
    body: note.preview ?? "",
    tag: note.conversationId,
    renotify: true,
    data: { url: note.url },
  });
}

function titleOf({ type, contactName, byName, count }) {
  const who = contactName || "A visitor";
  const by = byName || "A colleague";
  if (type === "conversation_mention") return `${by} mentioned you about ${who}`;
  if (type === "conversation_assignment") return byName ? `${by} gave you ${who}` : `${who} is yours`;
  if (type === "conversation_creation") return `${who} began a conversation`;
  if (byName && count === 1) return `${by} wrote about ${who}`;
  return count === 1 ? `${who} wrote` : `${count} new messages from ${who}`;
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

async function open(url) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const area = url.split("/inbox/")[0];
  const here = windows.find((window) => new URL(window.url).pathname.startsWith(area));
  if (!here) return self.clients.openWindow(url);
  await here.focus();
  return here.navigate(url).catch(() => self.clients.openWindow(url));
}
