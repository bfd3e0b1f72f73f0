/** The browser's WebSocket as far as the widget uses it, with the server's end in the test's hand. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  readyState = 0;
  isSubscribed = false;
  sent: { event: string; data: Record<string, unknown> }[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  /** What the server sends; data is a JSON string inside the JSON, as Pusher has it. */
  deliver(event: string, data: unknown): void {
    if (this.readyState > 1) return;
    this.readyState = 1;
    this.onmessage?.({ data: JSON.stringify({ event, data: JSON.stringify(data) }) });
  }

  /** The line ends. */
  cut(code: number): void {
    if (this.readyState > 1) return;
    this.readyState = 3;
    this.isSubscribed = false;
    this.onclose?.({ code });
  }

  send(text: string): void {
    const message = JSON.parse(text);
    this.sent.push(message);
    if (message.event === "pusher:ping") queueMicrotask(() => this.deliver("pusher:pong", {}));
    if (message.event !== "pusher:subscribe") return;
    this.isSubscribed = true;
    queueMicrotask(() => this.deliver("pusher_internal:subscription_succeeded", {}));
  }

  close(): void {
    if (this.readyState > 1) return;
    this.readyState = 3;
    this.isSubscribed = false;
    setTimeout(() => this.onclose?.({ code: 1000 }), 1);
  }
}
