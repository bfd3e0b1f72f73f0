import { z } from "zod";

type Issue = z.core.$ZodIssue;
const MOST = 3;
const KINDS: Record<string, string> = {
  array: "a list",
  object: "a group of fields",
  record: "a group of fields",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "yes or no",
};

/** Why a delivery could not be understood, for a person who looks into the ledger. */
export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const said = [...new Set(error.issues.map(inWords))];
    const more = said.length > MOST ? `, and ${said.length - MOST} more` : "";
    return `It is not of the shape that the provider documents: ${said.slice(0, MOST).join(", ")}${more}`;
  }
  if (error instanceof SyntaxError) return "It is not JSON";
  return error instanceof Error ? error.message : String(error);
}

/** “entry → 1 → changes” is missing: places in lists are counted from 1, as people do. */
function inWords(issue: Issue): string {
  const path = issue.path.map((step) => (typeof step === "number" ? step + 1 : String(step)));
  const place = path.length ? `“${path.join(" → ")}”` : "the whole";
  return `${place} ${faultOf(issue)}`;
}

function faultOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      // Zod keeps what came out of the issue, and says this of it.
      if (issue.message.endsWith("received undefined")) return "is missing";
      return KINDS[issue.expected] ? `is not ${KINDS[issue.expected]}` : "is of another kind";
    case "invalid_value":
    case "invalid_union":
      return "is none of the documented values";
    case "too_small":
      return "is too short or too small";
    case "too_big":
      return "is too long or too big";
    case "invalid_format":
      return "is not written as documented";
    case "unrecognized_keys":
      return "has fields that are not documented";
    default:
      return "is not as documented";
  }
}
