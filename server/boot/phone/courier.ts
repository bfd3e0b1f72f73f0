import { createHash } from "node:crypto";
import type { Customer, PhoneAct, PretendNetwork } from "../../channels/pretend";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { PhoneState, Travelled } from "./state";

/** Where a network delivers; `origin` is this process's own port. */
export type Hook = { inboxId: string; url: string };
export type Letter = {
  network: PretendNetwork;
  hook: Hook;
  customer: Customer;
  act: PhoneAct;
  what: string;
  detail: string;
};

/** So long a delivery waits for another one to overtake it. */
const OVERTAKE_MS = 1_500;
const WATCH_MS = 20_000;

const LEDGER = statement<{ state: string; reason: string; processed_at: Date | null }>(
  "phone_ledger",
  "select state::text as state, reason, processed_at from delivery where inbox_id = $1::uuid and digest = $2::bytea",
);

/** Brings what customers do to the webhook door, as their networks would, or as badly as they can. */
export class Courier {
  private held: { letter: Letter; at: Date }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private seen = new Set<string>();

  constructor(private readonly state: PhoneState) {}

  /** What a network tells nobody is not sent. */
  bring(letter: Letter): void {
    const { delay, isOutOfOrder } = this.state.difficulty;
    const at = new Date();
    setTimeout(() => {
      if (!isOutOfOrder) return void this.post(letter, at);
      this.held.unshift({ letter, at });
      clearTimeout(this.timer);
      if (this.held.length >= 3) this.letGo();
      else this.timer = setTimeout(() => this.letGo(), OVERTAKE_MS);
    }, delay * 1000);
  }

  private letGo(): void {
    const held = this.held.splice(0);
    void held.reduce((before, { letter, at }) => before.then(() => this.post(letter, at)), Promise.resolve());
  }

  private async post(letter: Letter, at: Date): Promise<void> {
    const payload = letter.network.webhook(letter.act, letter.customer, at);
    if (!payload) return;
    const body = JSON.stringify(payload);
    await this.once(letter, body);
    if (this.state.difficulty.isTwice) await this.once(letter, body);
  }

  private async once({ network, hook, what, detail }: Letter, body: string): Promise<void> {
    const digest = createHash("sha256").update(body).digest();
    const key = hook.inboxId + digest.toString("base64");
    const isAgain = this.seen.has(key);
    this.seen.add(key);
    const entry = this.state.travel({ isOut: false, what, detail, isAgain, state: "under way" });
    const headers = { "content-type": "application/json", ...network.sign(body) };
    try {
      const { status } = await fetch(hook.url, { method: "POST", body, headers });
      if (status !== 200) return this.end(entry, "failed", `HTTP ${status}`);
    } catch (error) {
      return this.end(entry, "failed", (error as Error).message);
    }
    // It is told and never stored: there is no more to know of it.
    if (what === "typing") return this.end(entry, "processed", "");
    if (isAgain) return this.end(entry, "seen", "");
    void this.watch(entry, hook, digest);
  }

  /** Until the ledger says what became of it. */
  private async watch(entry: Travelled, { inboxId }: Hook, digest: Buffer): Promise<void> {
    for (const until = Date.now() + WATCH_MS; Date.now() < until; ) {
      const [row] = await runtime()
        .db.sql(LEDGER, [inboxId, digest])
        .catch(() => []);
      if (row && row.state !== "received") {
        entry.took = row.processed_at ? Math.max(1, row.processed_at.getTime() - entry.at) : null;
        return this.end(entry, row.state as Travelled["state"], row.reason);
      }
      await new Promise((wait) => setTimeout(wait, 60));
    }
    this.end(entry, "failed", "");
  }

  private end(entry: Travelled, state: Travelled["state"], reason: string): void {
    Object.assign(entry, { state, reason });
    this.state.changed();
  }
}
