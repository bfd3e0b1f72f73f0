import { z } from "zod";
import { Line } from "../../core/text";

const name = Line(40).pipe(z.string().min(1, "A label needs a name."));
const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, "A colour looks like #288DE5.");

export const CreateLabel = z.object({
  name,
  colour: colour.default("#288DE5"),
  description: Line(200).default(""),
  isInViews: z.boolean().default(true),
});
export type CreateLabel = z.infer<typeof CreateLabel>;
/** What is left out stays as it is. */
export const UpdateLabel = z.object({
  labelId: z.uuid(),
  name: name.optional(),
  colour: colour.optional(),
  description: Line(200).optional(),
  isInViews: z.boolean().optional(),
});
export type UpdateLabel = z.infer<typeof UpdateLabel>;
export const LabelId = z.object({ labelId: z.uuid() });
export type LabelId = z.infer<typeof LabelId>;
