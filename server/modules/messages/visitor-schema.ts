import { z } from "zod";
import { FormAnswers } from "../../core/form";
import { Line } from "../../core/text";
import { Answer } from "./ask-schema";
import { ClientId, Content, MAX_ATTACHMENTS } from "./schema";

/** What the widget made and keeps, 32 random bytes in base64url; or the pass of a window of our own. */
export const VisitorHandle = z.string().regex(/^(?:[A-Za-z0-9_-]{43}|w\.[A-Za-z0-9_.-]{20,1000})$/);

export const VisitorSend = z
  .object({
    clientId: ClientId,
    content: Content.default(""),
    fileIds: z.array(z.uuid()).max(MAX_ATTACHMENTS).default([]),
    /** Only with the first message. */
    handle: VisitorHandle.optional(),
    /** Which of the visitor's conversations; one that is not there begins with this message. Without it the newest. */
    conversationId: z.uuid().optional(),
    name: Line(100).optional(),
    page: z.url().max(2000).optional(),
    /** With the message that begins a conversation: what the inbox's form asks, by the keys of its fields. */
    answers: FormAnswers.optional(),
    /** To what the team asked; the words are then the server's. */
    answer: Answer.optional(),
    /** A message of the same conversation that this one answers. */
    replyToId: z.uuid().optional(),
  })
  .refine((m) => m.content.trim() !== "" || m.fileIds.length > 0 || m.answer, {
    message: "Write something or attach a file.",
    path: ["content"],
  });
export type VisitorSend = z.infer<typeof VisitorSend>;
