import { z } from "zod";

type Schema = {
  type?: string | string[];
  format?: string;
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  $ref?: string;
};

/** A value that the schema accepts as far as its shape says, with `uuid(name)` at every place that takes an id. */
export function sampleInput(
  parser: unknown,
  uuid: (field: string) => string,
): { value: unknown; ids: number } {
  const schema = z.toJSONSchema(parser as z.ZodType, { io: "input", unrepresentable: "any" }) as Schema;
  let ids = 0;
  const sample = (at: Schema, field: string): unknown => {
    if (at.const !== undefined) return at.const;
    if (at.enum) return at.enum[0];
    if (at.anyOf) return sample(at.anyOf.find((way) => way.type !== "null") ?? {}, field);
    if (at.format === "uuid") {
      ids++;
      return uuid(field);
    }
    if (at.format === "email") return "nobody@example.com";
    if (at.format?.startsWith("date")) return new Date().toISOString();
    const type = Array.isArray(at.type) ? at.type.find((t) => t !== "null") : at.type;
    if (type === "object") {
      return Object.fromEntries(
        Object.entries(at.properties ?? {}).map(([name, inner]) => [name, sample(inner, name)]),
      );
    }
    if (type === "array") return at.items ? [sample(at.items, field)] : [];
    if (type === "integer" || type === "number") return at.minimum ?? (at.exclusiveMinimum ?? 0) + 1;
    if (type === "boolean") return true;
    // Tokens and client ids have 43 characters of base64url; other text is happy with them too.
    return field === "role" ? "agent" : field === "cursor" ? undefined : "A".repeat(43);
  };
  return { value: sample(schema, ""), ids };
}
