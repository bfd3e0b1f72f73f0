type Values = { contact: string; agent: string; inbox: string; number: number };

/** The names that a canned response may hold in {{ }}; the settings show them. */
export const VARIABLES = [
  "contact.name",
  "contact.first_name",
  "agent.name",
  "agent.first_name",
  "conversation.number",
  "inbox.name",
] as const;

/** Puts the conversation's own words into the variables; an unknown one stays as it is written. */
export function fillIn(text: string, { contact, agent, inbox, number }: Values): string {
  const first = (name: string) => name.trim().split(/\s+/)[0] ?? "";
  const values: Record<(typeof VARIABLES)[number], string> = {
    "contact.name": contact,
    "contact.first_name": first(contact),
    "agent.name": agent,
    "agent.first_name": first(agent),
    "conversation.number": String(number),
    "inbox.name": inbox,
  };
  return text.replace(/\{\{\s*([a-z_.]+)\s*\}\}/g, (whole, name: string) =>
    name in values ? values[name as keyof typeof values] : whole,
  );
}
