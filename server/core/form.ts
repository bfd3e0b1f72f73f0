import { z } from "zod";
import { patternWords } from "./pattern";
import { Line, Text } from "./text";

/** What can be asked of a customer before or in a conversation. */
const FIELD_KINDS = ["text", "email", "phone", "select", "checkbox", "date", "number", "link"] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];
export const MAX_FIELDS = 20;

/** Where an answer is kept beside the message: at the contact, or as one of the tenant's own attributes. */
const SavesTo = z
  .string()
  .regex(/^(name|email|phone|(contact|conversation)\.[a-z][a-z0-9_]{0,49})$/, "This cannot hold an answer.");

/**
 * One question of a form. `choices` are a select's; `pattern` is held against the whole answer, and `hint` says what a right one
 * looks like.
 */
export const FormField = z
  .object({
    key: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, "A key begins with a letter and holds a–z, 0–9 and _."),
    kind: z.enum(FIELD_KINDS),
    label: Line(100).pipe(z.string().min(1, "Say what you ask for.")),
    placeholder: Line(100).default(""),
    hint: Line(200).default(""),
    isRequired: z.boolean().default(false),
    pattern: z.string().default(""),
    choices: z
      .array(Line(100).pipe(z.string().min(1, "A choice has a name.")))
      .max(50, "Up to 50 choices.")
      .transform((all) => [...new Set(all)])
      .default([]),
    savesTo: SavesTo.nullable().default(null),
  })
  .superRefine(({ kind, choices, pattern, savesTo }, ctx) => {
    const say = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (kind === "select" && choices.length === 0 && !savesTo?.includes("."))
      say("choices", "A list has at least one choice.");
    const wrong = pattern && patternWords(pattern);
    if (wrong) say("pattern", wrong);
    if ((savesTo === "email" || savesTo === "phone") && kind !== savesTo)
      say("savesTo", "This cannot hold an answer of that kind.");
  });
export type FormField = z.infer<typeof FormField>;

/** Two questions have neither one key nor one place for their answers. */
export const FormFields = z
  .array(FormField)
  .max(MAX_FIELDS, `Up to ${MAX_FIELDS} questions.`)
  .superRefine((fields, ctx) => {
    for (const name of ["key", "savesTo"] as const) {
      const seen = new Set<string>();
      for (const [at, { [name]: value }] of fields.entries()) {
        if (value && seen.has(value))
          ctx.addIssue({ code: "custom", path: [at, name], message: "Another question has this already." });
        if (value) seen.add(value);
      }
    }
  });

/** What is asked before a conversation begins, and why. */
export const PreChat = z.object({
  isOn: z.boolean().default(false),
  heading: Line(120).default(""),
  reason: Text(300).default(""),
  fields: FormFields.default([]),
});
export type PreChat = z.infer<typeof PreChat>;

/** By the keys of the fields; what is left out is not answered. */
export const FormAnswers = z
  .record(z.string().max(60), z.union([z.string().max(2000), z.boolean()]))
  .refine((given) => Object.keys(given).length <= MAX_FIELDS, `Up to ${MAX_FIELDS} answers.`);
export type FormAnswers = z.infer<typeof FormAnswers>;

/** An answer as people read it, beside the question as it was asked. */
export type AnswerRow = { label: string; kind: FieldKind; value: string | boolean };
