import type { Texts } from "../texts";
import enGB from "./en-GB.json";

/** What the parts say that come late: in English from beside them, in other languages and a tenant's own words with the rest. */
export type LateTexts = Texts & typeof enGB;

export function lateTexts(texts: Texts): LateTexts {
  return { ...enGB, ...texts };
}
