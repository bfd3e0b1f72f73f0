import type { PersonId } from "../inbound";

/** "447700900123:12@s.whatsapp.net" without its device. `server` is "" where only the user part was given. */
export function splitJid(jid: string): { user: string; server: string } {
  const [before = "", server = ""] = jid.trim().split("@");
  return { user: before.split(":")[0] ?? "", server };
}

export const userOf = (jid: string | undefined) => (jid ? splitJid(jid).user : "");
export const isGroupJid = (jid: string) => splitJid(jid).server === "g.us";
export const isPhoneJid = (jid: string) => /^(s\.whatsapp\.net|c\.us)$/.test(splitJid(jid).server);

/**
 * All names of a person. The LID comes first: it stays when the telephone number is passed on, and where WhatsApp hides the
 * number it is all there is (contract §5).
 */
export function idsOf(...jids: (string | undefined)[]): PersonId[] {
  const parts = jids.flatMap((jid) => (jid ? [splitJid(jid)] : [])).filter(({ user }) => user !== "");
  const lid = parts.find(({ server }) => server === "lid")?.user;
  const phone = parts.find(({ server }) => server === "s.whatsapp.net" || server === "c.us")?.user;
  return [
    ...(lid ? [{ scope: "lid", value: lid }] : []),
    ...(phone ? [{ scope: "phone", value: phone }] : []),
  ];
}

export const phoneOf = (ids: readonly PersonId[]) => {
  const number = ids.find(({ scope }) => scope === "phone")?.value;
  return number ? `+${number}` : null;
};

/** Where a message goes: the group, the number, or what hides it. */
export function jidOf(to: readonly PersonId[]): string {
  const of = (scope: string) => to.findLast((id) => id.scope === scope)?.value;
  const [group, phone, lid] = [of("group"), of("phone"), of("lid")];
  if (group) return `${group}@g.us`;
  return phone ? `${phone}@s.whatsapp.net` : `${lid}@lid`;
}

export const groupId = (jid: string): PersonId => ({ scope: "group", value: splitJid(jid).user });
