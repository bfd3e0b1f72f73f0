import { z } from "zod";
import { perSecondOf } from "./limits";

const text = z.string();

/** A number as its account has it (contract whatsapp-cloud §8, §9 step 3). */
export const NumberAnswer = z.looseObject({
  id: text,
  display_phone_number: text.optional(),
  verified_name: text.optional(),
  quality_rating: text.optional(),
  code_verification_status: text.optional(),
  name_status: text.optional(),
  platform_type: text.optional(),
  /** Also in the WhatsApp Business app on somebody's phone. */
  is_on_biz_app: z.boolean().optional().catch(undefined),
  throughput: z.looseObject({ level: text.optional() }).optional(),
  whatsapp_business_manager_messaging_limit: text.optional(),
  webhook_configuration: z
    .looseObject({
      phone_number: text.optional(),
      whatsapp_business_account: text.optional(),
      application: text.optional(),
    })
    .optional()
    .catch(undefined),
});
export type NumberAnswer = z.infer<typeof NumberAnswer>;

export const NUMBER_FIELDS = [
  ...[
    "id",
    "display_phone_number",
    "verified_name",
    "quality_rating",
    "code_verification_status",
    "name_status",
  ],
  ...["platform_type", "is_on_biz_app", "throughput", "whatsapp_business_manager_messaging_limit"],
  "webhook_configuration",
];

const MOST = 2 ** 31 - 1;
const TIER = /^TIER_(\d+)(K?)$/;

/** The same as a number; null: as many as one likes. Undefined where Meta does not say. */
export function perDayOf(tier: string | number | undefined): number | null | undefined {
  if (tier === -1 || tier === "TIER_UNLIMITED") return null;
  if (typeof tier === "number") return countOf(tier);
  const [, count, thousand] = TIER.exec(tier ?? "") ?? [];
  return count ? countOf(Number(count) * (thousand ? 1000 : 1)) : undefined;
}

/** What is kept is a count of people: anything else says nothing. */
function countOf(given: number): number | undefined {
  return Number.isInteger(given) && given > 0 && given <= MOST ? given : undefined;
}

/** So many may be written to first; for the whole portfolio since October 2025. "" for nothing that is known. */
export function limitWords(tier: string | number | undefined): string {
  const most = perDayOf(tier);
  if (most === undefined) return "";
  return most === null ? "any number of people a day" : `${most.toLocaleString("en-GB")} people a day`;
}

const QUALITY: Record<string, string> = { GREEN: "High", YELLOW: "Medium", RED: "Low" };
const NAMES: Record<string, string> = {
  APPROVED: "approved",
  AVAILABLE_WITHOUT_REVIEW: "approved",
  PENDING_REVIEW: "waits for Meta's review",
  DECLINED: "declined by Meta",
  EXPIRED: "expired",
};
type Fact = { label: string; value: string; isBad?: boolean };

/** What the number's health shows, in its order; what Meta does not say is left out. */
export function numberFacts(number: NumberAnswer): {
  facts: Fact[];
  perSecond?: number;
  perDay?: number | null;
} {
  const { quality_rating: quality, code_verification_status: verification, name_status: name } = number;
  const perSecond = perSecondOf(number.throughput?.level, number.is_on_biz_app ?? false);
  const named = [number.verified_name, NAMES[name ?? ""]].filter(Boolean).join(", ");
  const limit = limitWords(number.whatsapp_business_manager_messaging_limit);
  const facts = [
    fact("Number", number.display_phone_number ?? number.id),
    fact("Name", named, name === "DECLINED" || name === "EXPIRED"),
    fact("Quality", quality && (QUALITY[quality] ?? "Not rated yet"), quality === "RED"),
    verification !== "VERIFIED" &&
      fact("Verification", verification?.toLowerCase().replaceAll("_", " "), true),
    fact("First messages", limit && `To ${limit}, for all numbers of the business together`),
    fact("Throughput", perSecond && `Up to ${perSecond.toLocaleString("en-GB")} messages a second`),
    fact("Business app", number.is_on_biz_app && "Also used in the WhatsApp Business app on a phone"),
    fact("To one person", "One message in 6 seconds"),
  ];
  const perDay = perDayOf(number.whatsapp_business_manager_messaging_limit);
  return {
    facts: facts.filter((one): one is Fact => Boolean(one)),
    ...(perSecond && { perSecond }),
    ...(perDay !== undefined && { perDay }),
  };
}

function fact(label: string, value: string | number | false | undefined, isBad = false): Fact | null {
  return value ? { label, value: String(value), ...(isBad && { isBad }) } : null;
}
