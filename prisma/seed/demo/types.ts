import type { Priority } from "../../../server/modules/conversations/schema";

/** A conversation as it is written down; times, ids and activities come from prisma/seed/demo/build.ts. Newest first. */
export type DemoThread = {
  who: string;
  city: string;
  /** Who has it: 0 the owner, 1 and 2 the agents; nobody when left out. */
  to?: 0 | 1 | 2;
  status?: "open" | "pending" | "snoozed" | "resolved";
  priority?: Priority;
  labels?: string[];
  /** What the contact said when asked after it was resolved: 1 to 5, and their words. */
  rated?: [score: number, comment?: string];
  /** How many of the contact's last messages nobody has read yet. */
  unread?: number;
  /**
   * One entry a line: `>` from the contact, `<` an answer, `#` a note, both by the assignee unless a digit names another;
   * `~` lets hours pass; `[name.png]` at the end attaches that file; "@Tom" in a note names that colleague.
   */
  lines: string;
};

export type DemoPerson = { email: string; name: string };

export type DemoTenant = {
  slug: string;
  name: string;
  /** The owner and the two agents. */
  people: [DemoPerson, DemoPerson, DemoPerson];
  inbox: { publicId: string; name: string; settings: Record<string, unknown> };
  /** Who is in which team: 0 the owner, 1 and 2 the agents. */
  teams: { name: string; description: string; people: (0 | 1 | 2)[] }[];
  /** Name and colour. */
  labels: [string, string][];
  threads: DemoThread[];
};
