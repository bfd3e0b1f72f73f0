export const OPTIONS = {
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  tenant: { type: "string" },
  out: { type: "string" },
  name: { type: "string" },
  owner: { type: "string" },
  "owner-name": { type: "string" },
  password: { type: "string" },
  channel: { type: "string" },
  credentials: { type: "string" },
  inbox: { type: "string" },
  state: { type: "string" },
  id: { type: "string" },
  limit: { type: "string" },
} as const;
export type OptionName = keyof typeof OPTIONS;
/** What was given; `json` and `help` are always there. */
export type Options = { json: boolean; help: boolean } & {
  [Name in Exclude<OptionName, "json" | "help">]?: string | undefined;
};
