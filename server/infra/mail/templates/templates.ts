import { z } from "zod";
import type { RenderedMail } from "../layout";
import { EmailChanged, emailChanged } from "./email-changed";
import { InboxMoved, inboxMoved } from "./inbox-moved";
import { InboxSilent, inboxSilent } from "./inbox-silent";
import { Invitation, invitation } from "./invitation";
import { Notifications, notifications } from "./notifications";
import { OwnTranscript, ownTranscript } from "./own-transcript";
import { ResetPassword, resetPassword } from "./reset-password";
import { Transcript, transcript } from "./transcript";
import { UnseenReplies, unseenReplies } from "./unseen-replies";
import { VerifyEmail, verifyEmail } from "./verify-email";
import { Welcome, welcome } from "./welcome";

/** Every mail Parley writes, by template, with the data it needs. */
export const MailContent = z.discriminatedUnion("template", [
  z.object({ template: z.literal("email-changed"), data: EmailChanged }),
  z.object({ template: z.literal("inbox-moved"), data: InboxMoved }),
  z.object({ template: z.literal("inbox-silent"), data: InboxSilent }),
  z.object({ template: z.literal("invitation"), data: Invitation }),
  z.object({ template: z.literal("notifications"), data: Notifications }),
  z.object({ template: z.literal("own-transcript"), data: OwnTranscript }),
  z.object({ template: z.literal("reset-password"), data: ResetPassword }),
  z.object({ template: z.literal("transcript"), data: Transcript }),
  z.object({ template: z.literal("unseen-replies"), data: UnseenReplies }),
  z.object({ template: z.literal("verify-email"), data: VerifyEmail }),
  z.object({ template: z.literal("welcome"), data: Welcome }),
]);
export type MailContent = z.infer<typeof MailContent>;

export function renderTemplate(mail: MailContent): RenderedMail {
  switch (mail.template) {
    case "email-changed":
      return emailChanged(mail.data);
    case "inbox-moved":
      return inboxMoved(mail.data);
    case "inbox-silent":
      return inboxSilent(mail.data);
    case "invitation":
      return invitation(mail.data);
    case "notifications":
      return notifications(mail.data);
    case "own-transcript":
      return ownTranscript(mail.data);
    case "reset-password":
      return resetPassword(mail.data);
    case "transcript":
      return transcript(mail.data);
    case "unseen-replies":
      return unseenReplies(mail.data);
    case "verify-email":
      return verifyEmail(mail.data);
    case "welcome":
      return welcome(mail.data);
  }
}
