import type { DemoTenant } from "../types";
import { earlier } from "./earlier";
import { recent } from "./recent";

export const acme: DemoTenant = {
  slug: "acme",
  name: "Acme Corp UK",
  people: [
    { email: "admin2@weavecode.demo", name: "Amelia Hart" },
    { email: "agent1@acme.demo", name: "Tom Okafor" },
    { email: "agent2@acme.demo", name: "Priya Nair" },
  ],
  inbox: {
    publicId: "demo-acme",
    name: "Website chat",
    settings: { greeting: "Hello. Ask us about pots, parcels or anything else." },
  },
  teams: [
    { name: "Delivery", description: "Parcels, couriers and addresses", people: [1, 2] },
    { name: "Wholesale", description: "Shops and larger orders", people: [0, 2] },
  ],
  labels: [
    ["Delivery", "#288DE5"],
    ["Returns", "#E39C09"],
    ["Wholesale", "#14A862"],
    ["VIP", "#9B5FFD"],
    ["Refund", "#ED4547"],
    ["Gift", "#D25202"],
  ],
  threads: [...recent, ...earlier],
};
