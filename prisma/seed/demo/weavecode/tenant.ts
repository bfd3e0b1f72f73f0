import type { DemoTenant } from "../types";
import { earlier } from "./earlier";
import { recent } from "./recent";

export const weavecode: DemoTenant = {
  slug: "weavecode",
  name: "WeaveCode Demo Ltd",
  people: [
    { email: "admin1@weavecode.demo", name: "Hannah Reid" },
    { email: "agent1@weavecode.demo", name: "Nia Bevan" },
    { email: "agent2@weavecode.demo", name: "Oliver Grant" },
  ],
  inbox: {
    publicId: "demo-weavecode",
    name: "Help in WeaveBoard",
    settings: { colour: "#0F766E", greeting: "Hello. What are you trying to do?" },
  },
  teams: [
    { name: "First line", description: "Answers everything first", people: [1, 2] },
    { name: "Billing", description: "Invoices and plans", people: [0, 2] },
  ],
  labels: [
    ["Bug", "#ED4547"],
    ["Billing", "#14A862"],
    ["API", "#288DE5"],
    ["Feature", "#9B5FFD"],
    ["Onboarding", "#E39C09"],
    ["Security", "#44424A"],
  ],
  threads: [...recent, ...earlier],
};
