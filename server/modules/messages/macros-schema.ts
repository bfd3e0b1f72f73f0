import { z } from "zod";
import { Line, Text } from "../../core/text";
import { MAX_AT_ONCE, PRIORITIES } from "../conversations/acts-schema";

const few = z.array(z.uuid()).max(50).default([]);
const Words = Text(10_000).pipe(z.string().trim().min(1, "Write what it says."));

/** One step of a macro. `assign` to "me" is whoever runs it; a snooze counts in minutes from then, null: until the next message. */
export const MacroStep = z.union([
  z.object({ type: z.literal("status"), status: z.enum(["open", "pending", "resolved"]) }),
  z.object({
    type: z.literal("snooze"),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(60 * 24 * 366)
      .nullable(),
  }),
  z.object({ type: z.literal("assign"), assigneeId: z.union([z.literal("me"), z.uuid()]).nullable() }),
  z.object({ type: z.literal("team"), teamId: z.uuid().nullable() }),
  z.object({ type: z.literal("priority"), priority: z.enum(PRIORITIES).nullable() }),
  z.object({ type: z.literal("labels"), add: few, remove: few }),
  z.object({ type: z.literal("mute"), isMuted: z.boolean() }),
  z.object({ type: z.literal("note"), content: Words }),
  z.object({ type: z.literal("reply"), content: Words }),
  z.object({ type: z.literal("transcript") }),
]);
export type MacroStep = z.infer<typeof MacroStep>;

const name = Line(60).pipe(z.string().min(1, "A macro needs a name."));
const actions = z.array(MacroStep).min(1, "A macro needs at least one step.").max(20);

export const CreateMacro = z.object({ name, isShared: z.boolean().default(false), actions });
export type CreateMacro = z.infer<typeof CreateMacro>;
export const UpdateMacro = z.object({
  macroId: z.uuid(),
  name: name.optional(),
  isShared: z.boolean().optional(),
  actions: actions.optional(),
});
export type UpdateMacro = z.infer<typeof UpdateMacro>;
export const MacroId = z.object({ macroId: z.uuid() });
export type MacroId = z.infer<typeof MacroId>;
export const RunMacro = z.object({
  macroId: z.uuid(),
  conversationIds: z.array(z.uuid()).min(1).max(MAX_AT_ONCE),
});
export type RunMacro = z.infer<typeof RunMacro>;

/** `mayChange`: the asking member's own, or shared and theirs to keep. */
export type MacroDto = {
  id: string;
  name: string;
  isShared: boolean;
  ownerId: string;
  actions: MacroStep[];
  mayChange: boolean;
};
