import { z } from "zod";
import {
  attributeOf,
  FIELDS,
  type Field,
  needsValue,
  OPERATORS,
  OPERATORS_OF,
  type Operator,
} from "../../core/conversation-filter";
import { Line } from "../../core/text";

/** Several values of one condition mean any of them (with a "not" operator: none of them). */
const Condition = z
  .object({
    field: z.string().max(80),
    operator: z.enum(OPERATORS),
    values: z.array(Line(200)).max(50).default([]),
  })
  .superRefine(({ field, operator, values }, ctx) => {
    const kind = FIELDS[field as Field];
    if (!kind && !attributeOf(field))
      return ctx.addIssue({ code: "custom", message: "There is no such field.", path: ["field"] });
    if (kind && !(OPERATORS_OF[kind] as readonly Operator[]).includes(operator)) {
      ctx.addIssue({ code: "custom", message: "This field cannot be asked like that.", path: ["operator"] });
    }
    if (needsValue(operator) && values.length === 0) {
      ctx.addIssue({ code: "custom", message: "Choose or write a value.", path: ["values"] });
    }
  });
export type Condition = z.infer<typeof Condition>;

const JOIN = z.enum(["and", "or"]);
const Group = z.object({ join: JOIN, items: z.array(Condition).min(1).max(20) });
export type Group = z.infer<typeof Group>;

/** Conditions and groups of conditions, joined by one word at each level. */
export const Filter = z.object({
  join: JOIN,
  items: z
    .array(z.union([Condition, Group]))
    .min(1)
    .max(20),
});
export type Filter = z.infer<typeof Filter>;
