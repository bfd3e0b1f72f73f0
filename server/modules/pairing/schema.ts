import { z } from "zod";
import { Line } from "../../core/text";

/** A pairing that is lost sooner has failed; a connection that has held so long wipes the slate (rows C1, C2). */
export const STEADY_SECONDS = 120;
export const WARN_AT = 2;
export const LOCK_AT = 3;
export const LOCK_HOURS = 24;
/** How long to wait before the last attempt with the same number; nothing enforces it (source document: one to two hours). */
export const REST_HOURS = 2;

export const PairingOf = z.object({ inboxId: z.uuid() });
export type PairingOf = z.infer<typeof PairingOf>;
/** Why an owner takes the risk of having the number banned. */
export const ResetPairing = PairingOf.extend({
  reason: Line(300).pipe(z.string().min(1, "Say why the lock is reset")),
});
export type ResetPairing = z.infer<typeof ResetPairing>;
export const PairByCode = z.object({
  inboxId: z.uuid(),
  phone: z
    .string()
    .max(30)
    .transform((text) => text.replace(/[^\d]/g, "").replace(/^00/, ""))
    .pipe(
      z.string().regex(/^[1-9]\d{6,14}$/, "Enter the number with its country code, like +44 7700 900123"),
    ),
});
export type PairByCode = z.infer<typeof PairByCode>;

/** `ended`: by a member, which is no failure. */
export type PairingOutcome = "steady" | "dropped" | "logged_out" | "locked" | "ended";

/** Times are ISO 8601 in UTC; `number` in digits. */
export type PairingStatus = {
  isPaired: boolean;
  isConnected: boolean;
  number: string | null;
  /** waiting: no phone; paired: one has joined and must hold; steady: it has held. */
  phase: "waiting" | "paired" | "steady";
  /** When the pairing will have held for two minutes. */
  steadyAt: string | null;
  failures: number;
  failuresAllowed: number;
  severity: "none" | "warning" | "locked";
  lockedUntil: string | null;
  /** With one attempt left: until then it is better not tried. Null once that is over, and while a phone is paired. */
  restUntil: string | null;
  /** Newest first, at most ten. `heldSeconds`: until it was seen to be gone. */
  attempts: {
    id: string;
    number: string | null;
    startedAt: string;
    outcome: PairingOutcome | null;
    heldSeconds: number | null;
  }[];
  /** Why the provider could not say how it stands just now. */
  problem: string | null;
  mayReset: boolean;
};

/** A picture for the phone's camera. */
export type PairingPictureShown = { dataUrl: string; expiresAt: string };
export type PairingCodeShown = { code: string; expiresAt: string };
export type DeviceListed = { name: string; number: string | null; state: string };
