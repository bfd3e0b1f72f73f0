/** Every limit of the product: so many tries per window of so many seconds, counted by the key the caller gives. */
export const POLICIES = {
  // An office or a test run behind one address signs in often; the account limit is the one that guards a password.
  "sign-in.ip": { limit: 100, windowSeconds: 900 },
  "sign-in.account": { limit: 10, windowSeconds: 900 },
  "sign-up.ip": { limit: 10, windowSeconds: 1800 },
  "forgot.ip": { limit: 10, windowSeconds: 1800 },
  "forgot.account": { limit: 5, windowSeconds: 3600 },
  "new-email.account": { limit: 5, windowSeconds: 3600 },
  "token.ip": { limit: 30, windowSeconds: 900 },
  "invite.tenant": { limit: 60, windowSeconds: 3600 },
  "site-check.tenant": { limit: 30, windowSeconds: 60 },
  "transcript.tenant": { limit: 1000, windowSeconds: 3600 },
  "continuity.address": { limit: 40, windowSeconds: 86_400 },
  "contact-export.member": { limit: 30, windowSeconds: 3600 },
  "contact-import.member": { limit: 60, windowSeconds: 3600 },
  "upload.member": { limit: 240, windowSeconds: 3600 },
  "widget.bootstrap.ip": { limit: 600, windowSeconds: 60 },
  // A big website at its busiest opens a few hundred chats a minute.
  "widget.bootstrap.inbox": { limit: 6000, windowSeconds: 60 },
  "widget.conversation.ip": { limit: 600, windowSeconds: 3600 },
  "widget.conversation.visitor": { limit: 30, windowSeconds: 3600 },
  "widget.message.visitor": { limit: 300, windowSeconds: 60 },
  "widget.upload.ip": { limit: 200, windowSeconds: 3600 },
  "widget.upload.visitor": { limit: 60, windowSeconds: 3600 },
  "widget.read.visitor": { limit: 600, windowSeconds: 60 },
  "widget.visit.visitor": { limit: 60, windowSeconds: 60 },
  "widget.transcript.ip": { limit: 30, windowSeconds: 3600 },
  "widget.transcript.visitor": { limit: 5, windowSeconds: 3600 },
  "widget.transcript.address": { limit: 5, windowSeconds: 86_400 },
  "widget.signal.visitor": { limit: 120, windowSeconds: 60 },
} as const satisfies Record<string, { limit: number; windowSeconds: number }>;

export type PolicyName = keyof typeof POLICIES;
