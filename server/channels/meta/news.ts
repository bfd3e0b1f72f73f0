import { z } from "zod";
import type { AccountNews } from "../inbound";
import { limitWords, perDayOf } from "./number";

type Words = Omit<AccountNews, "at">;
const text = z.string();
const readable = (word: string | undefined) => (word ?? "").toLowerCase().replaceAll("_", " ");
const dateOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

const AccountUpdate = z.looseObject({
  event: text,
  violation_info: z.looseObject({ violation_type: text.optional() }).optional(),
  ban_info: z.looseObject({ waba_ban_state: z.union([text, z.array(text)]).optional() }).optional(),
  restriction_info: z
    .array(z.looseObject({ restriction_type: text, expiration: z.coerce.number().optional() }))
    .optional(),
});

const MANAGER = "Look at the account in Meta's WhatsApp Manager.";

function accountUpdate(value: z.infer<typeof AccountUpdate>): Words {
  switch (value.event) {
    case "ACCOUNT_VIOLATION": {
      const what = readable(value.violation_info?.violation_type) || "its policies";
      return {
        tone: "danger",
        fact: `Meta says that the account has broken its policy: ${what}.`,
        next: `${MANAGER} It can ask for a review there.`,
      };
    }
    case "ACCOUNT_RESTRICTION": {
      const what = (value.restriction_info ?? []).map(({ restriction_type: type, expiration }) =>
        [readable(type), expiration ? `until ${dateOf(expiration)}` : ""].filter(Boolean).join(" "),
      );
      return {
        tone: "danger",
        fact: `Meta restricts the account: ${what.join("; ") || "it does not say how"}.`,
        next: `${MANAGER} Replies to those who write go on where it does not say otherwise.`,
      };
    }
    case "DISABLED_UPDATE": {
      const [state] = [value.ban_info?.waba_ban_state ?? ""].flat();
      if (state === "REINSTATE")
        return { tone: "info", fact: "Meta has switched the account on again.", next: "" };
      const fact =
        state === "SCHEDULE_FOR_DISABLE"
          ? "Meta is about to switch the account off."
          : "Meta has switched the account off.";
      return { tone: "danger", fact, next: `${MANAGER} It can ask for a review there.` };
    }
    case "ACCOUNT_DELETED":
      return {
        tone: "danger",
        fact: "The account has been deleted at Meta.",
        next: "Connect another number, or delete this inbox.",
      };
    case "PARTNER_REMOVED":
    case "PARTNER_APP_UNINSTALLED":
    case "ACCOUNT_OFFBOARDED":
      return {
        tone: "danger",
        fact: "The account no longer works with this app.",
        next: "Connect the number again.",
      };
    default:
      return { tone: "info", fact: `Meta says of the account: ${readable(value.event)}.`, next: "" };
  }
}

const Alert = z.looseObject({
  alert_info: z.looseObject({
    alert_severity: text.optional(),
    alert_type: text.optional(),
    alert_description: text.optional(),
  }),
});
const SEVERITIES: Record<string, Words["tone"]> = { CRITICAL: "danger", WARNING: "warning" };

const Quality = z.looseObject({
  event: text,
  current_limit: text.optional(),
  max_daily_conversations_per_business: z.union([text, z.number()]).optional(),
});
const WORSE = new Set(["DOWNGRADE", "FLAGGED", "THROUGHPUT_DOWNGRADE"]);

function qualityUpdate({
  event,
  current_limit: limit,
  max_daily_conversations_per_business: most,
}: z.infer<typeof Quality>): Words {
  const tone = WORSE.has(event) ? "warning" : "info";
  const next = tone === "warning" ? "Write to those only who expect it, and less at once." : "";
  const daily = limitWords(most ?? limit);
  const fact = `The number's limits have changed (${readable(event)})${daily ? `: ${daily}` : ""}.`;
  return { tone, fact, next };
}

const Review = z.looseObject({ decision: text });
const Name = z.looseObject({
  decision: text,
  requested_verified_name: text.optional(),
  rejection_reason: text.nullish(),
});
const Security = z.looseObject({ event: text, requester: text.optional().catch(undefined) });
const Capability = z.looseObject({ max_daily_conversations_per_business: z.union([text, z.number()]) });
const Failed = z.looseObject({ code: z.number(), title: text.optional(), message: text.optional() });

function reviewed(what: string, { decision }: z.infer<typeof Review>, why = ""): Words {
  const isGood = decision === "APPROVED";
  return {
    tone: isGood ? "info" : "warning",
    fact: `Meta has ${isGood ? "approved" : `answered “${readable(decision)}” to`} ${what}${why && `: ${why}`}.`,
    next: isGood ? "" : MANAGER,
  };
}

/** By the field that Meta subscribes (contract whatsapp-cloud §5). */
const BY_FIELD: Record<string, (value: unknown) => Words | null> = {
  account_update: (value) => read(AccountUpdate, value, accountUpdate),
  account_alerts: (value) =>
    read(Alert, value, ({ alert_info: alert }) => ({
      tone: SEVERITIES[alert.alert_severity ?? ""] ?? "info",
      fact: alert.alert_description || `Meta says: ${readable(alert.alert_type)}.`,
      next: "",
    })),
  account_review_update: (value) => read(Review, value, (review) => reviewed("the account", review)),
  phone_number_name_update: (value) =>
    read(Name, value, (name) =>
      reviewed(
        `the name “${name.requested_verified_name ?? ""}”`,
        name,
        readable(name.rejection_reason ?? ""),
      ),
    ),
  phone_number_quality_update: (value) => read(Quality, value, qualityUpdate),
  security: (value) =>
    read(Security, value, ({ event, requester }) => ({
      tone: "warning",
      fact: `The number's two-step PIN: ${readable(event)}${requester ? `, asked for by ${requester}` : ""}.`,
      next: `${MANAGER} Where nobody of you did this, change the password of the account.`,
    })),
  business_capability_update: (value) =>
    read(Capability, value, ({ max_daily_conversations_per_business: most }) => ({
      ...{ tone: "info", next: "" },
      fact: `The business may now begin conversations with ${limitWords(most)}.`,
    })),
  error: (value) =>
    read(Failed, value, ({ code, title, message }) => ({
      ...{ tone: "warning", next: "" },
      fact: `Meta reports error ${code}: ${title ?? message ?? "without words"}.`,
    })),
};

function read<T>(shape: z.ZodType<T>, value: unknown, say: (value: T) => Words): Words | null {
  const parsed = shape.safeParse(value);
  return parsed.success ? say(parsed.data) : null;
}

/** How many people the business may now write to first, where a change says so (contract §5). */
export function perDayIn(field: string, value: unknown): number | null | undefined {
  if (field === "business_capability_update")
    return perDayOf(Capability.safeParse(value).data?.max_daily_conversations_per_business);
  if (field !== "phone_number_quality_update") return undefined;
  const { max_daily_conversations_per_business: most, current_limit: limit } =
    Quality.safeParse(value).data ?? {};
  return perDayOf(most ?? limit);
}

/** What Meta says of an account, in words; null where there is nothing to say. */
export function newsOf(field: string, value: unknown, at: Date): AccountNews | null {
  const words = BY_FIELD[field]?.(value);
  return words ? { ...words, at } : null;
}
