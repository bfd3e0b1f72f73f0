import type { FakeAnswer } from "../fake";

/** A template as Meta keeps it. */
export type FakeTemplate = {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  components: {
    type: string;
    format?: string;
    text?: string;
    buttons?: { type: string; text: string; url?: string }[];
  }[];
  [more: string]: unknown;
};

const BODY = {
  type: "BODY",
  text: "Hi {{1}}, order {{2}} is on its way.",
  example: { body_text: [["Ada", "0042"]] },
};

/** What an account has to begin with: approved, with a picture and named places, and such as cannot be sent. */
export const FAKE_TEMPLATES: readonly FakeTemplate[] = [
  {
    ...{
      id: "1689556908129832",
      name: "order_confirmation",
      language: "en_US",
      status: "APPROVED",
      category: "UTILITY",
    },
    ...{ parameter_format: "POSITIONAL", quality_score: { score: "GREEN", date: 1787000000 } },
    components: [
      BODY,
      { type: "FOOTER", text: "Acme" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Stop promotions" }] },
    ],
  },
  {
    ...{
      id: "1689556908129833",
      name: "order_confirmation",
      language: "de",
      status: "APPROVED",
      category: "UTILITY",
    },
    components: [{ type: "BODY", text: "Hallo {{1}}, Bestellung {{2}} ist unterwegs." }],
  },
  {
    ...{
      id: "1689556908129834",
      name: "parcel_update",
      language: "en_GB",
      status: "APPROVED",
      category: "UTILITY",
    },
    ...{ parameter_format: "NAMED", quality_score: { score: "YELLOW", date: 1787000000 } },
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Dear {{first_name}}, your parcel {{parcel}} comes on {{day}}." },
      {
        type: "BUTTONS",
        buttons: [{ type: "URL", text: "Track it", url: "https://shop.example/track/{{1}}" }],
      },
    ],
  },
  {
    ...{
      id: "1689556908129835",
      name: "abandoned_cart",
      language: "en",
      status: "REJECTED",
      category: "MARKETING",
    },
    ...{ rejected_reason: "INVALID_FORMAT", components: [{ type: "BODY", text: "{{1}}{{2}}" }] },
  },
  {
    ...{
      id: "1689556908129836",
      name: "promo_august",
      language: "en_GB",
      status: "PAUSED",
      category: "MARKETING",
    },
    components: [{ type: "BODY", text: "August offers for you." }],
  },
];

/** One page, as Meta lists it: small, so that there are several. */
export function listed(templates: readonly FakeTemplate[], query: URLSearchParams, host: string): FakeAnswer {
  const size = Math.min(Number(query.get("limit") ?? 25), 2);
  const from = Number(query.get("after") ?? 0);
  const data = templates.slice(from, from + size);
  const after = String(from + size);
  const hasMore = from + size < templates.length;
  const next = `https://${host}/v23.0/1/message_templates?limit=${size}&after=${after}`;
  return {
    status: 200,
    json: { data, paging: { cursors: { before: String(from), after }, ...(hasMore && { next }) } },
  };
}

type Sent = {
  name: string;
  language: { code: string };
  components?: { type: string; sub_type?: string; index?: string; parameters: Record<string, unknown>[] }[];
};

/** Null: Meta takes it. The codes are those of contract §7. */
export function refusalOfTemplate(templates: readonly FakeTemplate[], sent: Sent): [number, string] | null {
  const found = templates.find(({ name, language }) => name === sent.name && language === sent.language.code);
  if (!found) return [132001, "Template name does not exist in the translation"];
  if (found.status === "PAUSED") return [132015, "Template is paused"];
  if (found.status !== "APPROVED") return [132001, "Template name does not exist in the translation"];
  for (const { type, format, text = "", buttons = [] } of found.components) {
    const places = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!));
    const given = sent.components?.find((one) => one.type === type.toLowerCase())?.parameters ?? [];
    const wanted = format && format !== "TEXT" ? 1 : places.size;
    if (type !== "BUTTONS" && given.length !== wanted)
      return [132000, "Number of parameters does not match the expected number of params"];
    const named = [...places].filter((name) => !/^\d+$/.test(name));
    if (named.some((name) => !given.some((one) => one.parameter_name === name)))
      return [132012, "Parameter format does not match format in the created template"];
    const missing = buttons.some(
      ({ url = "" }, at) =>
        url.includes("{{") &&
        !sent.components?.some((one) => one.sub_type === "url" && one.index === String(at)),
    );
    if (missing) return [132000, "Number of parameters does not match the expected number of params"];
  }
  return null;
}
