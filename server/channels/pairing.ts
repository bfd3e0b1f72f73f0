import type { Failure, InboundItem } from "./inbound";
import type { CallProvider, OpenFile } from "./outbound";

type Given<Credentials> = { credentials: Credentials; call: CallProvider };
/** The code of a refusal, and of a pause, that ends when a phone is paired, whatever the credentials. */
export const NO_PHONE = "phone";
/** Said of it wherever it is said. */
export const NO_PHONE_REASON = "No phone is paired with this inbox.";

export type Refused = { type: "refused"; failure: Failure };

/** How the account stands. `isPaired`: a phone has joined; `number`: its own, in digits. */
export type PairingState = { type: "status"; isPaired: boolean; isConnected: boolean; number: string | null };
/** A picture for the phone's camera, good for so many seconds. */
export type PairingPicture = { type: "picture"; contentType: string; bytes: Buffer; seconds: number };
/** Something to type into the phone, good for so many seconds. */
export type PairingCode = { type: "code"; code: string; seconds: number };
export type PairedDevice = { name: string; number: string | null; state: string };

/** What joins a business's own phone to its inbox. Every call throws ProviderSilent. */
export type Pairing<Credentials = unknown> = {
  status(given: Given<Credentials>): Promise<PairingState | Refused>;
  /** Ends an attempt that is under way and begins a new one. */
  showPicture(given: Given<Credentials> & { open: OpenFile }): Promise<PairingPicture | Refused>;
  /** `phone`: of the phone that is to be joined, in digits. */
  makeCode(given: Given<Credentials> & { phone: string }): Promise<PairingCode | Refused>;
  devices(given: Given<Credentials>): Promise<{ type: "devices"; devices: PairedDevice[] } | Refused>;
  logOut(given: Given<Credentials>): Promise<Failure | null>;
  reconnect(given: Given<Credentials>): Promise<Failure | null>;
  /** What was written before the inbox was there, newest chats first, of each chat its latest messages. */
  history(given: Given<Credentials> & { receivedAt: Date }): AsyncIterable<InboundItem>;
  /** The credentials with the number that was learned by pairing. */
  learn(credentials: Credentials, number: string): Credentials;
};
