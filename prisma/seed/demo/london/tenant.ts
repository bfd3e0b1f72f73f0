import type { DemoTenant } from "../types";
import { earlier } from "./earlier";
import { recent } from "./recent";

export const london: DemoTenant = {
  slug: "london",
  name: "London SME Solutions",
  people: [
    { email: "admin3@weavecode.demo", name: "Margaret Ellison" },
    { email: "agent1@london.demo", name: "Samir Patel" },
    { email: "agent2@london.demo", name: "Lucy Barnes" },
  ],
  inbox: {
    publicId: "demo-london",
    name: "Client desk",
    settings: { colour: "#1B5E8C", greeting: "Good day. How can we help your business?" },
  },
  teams: [
    { name: "Payroll", description: "Starters, leavers and pay day", people: [1, 2] },
    { name: "Year end", description: "Accounts and everything they need", people: [0, 1] },
  ],
  labels: [
    ["VAT", "#288DE5"],
    ["Payroll", "#14A862"],
    ["Year end", "#9B5FFD"],
    ["Self assessment", "#E39C09"],
    ["Company", "#D25202"],
    ["Office", "#74717A"],
    ["Advice", "#ED4547"],
  ],
  threads: [...recent, ...earlier],
};
