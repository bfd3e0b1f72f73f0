import { z } from "zod";

/** `to` null: the contact's own address. */
export const SendTranscript = z.object({ conversationId: z.uuid(), to: z.email().max(320).nullable() });
export type SendTranscript = z.infer<typeof SendTranscript>;
