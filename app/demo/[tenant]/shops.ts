import type { Drawing } from "./drawings";

/** What a demo business sells. All of it is made up. */
export type Shop = {
  /** How the brand is written: on light and on dark ground. */
  ink: [light: string, dark: string];
  headline: [string, string];
  lead: string;
  nav: string;
  goods: Good[];
  about: { title: string; text: string };
};

export type Good = {
  id: string;
  name: string;
  price: string;
  drawing: Drawing;
  /** The thing, its darker parts, and the ground it stands on. */
  colours: [thing: string, deep: string, ground: string];
};

const acme: Shop = {
  ink: ["#0b5a34", "#8fd9ab"],
  headline: ["Stoneware for slow mornings,", "thrown by hand in Bath."],
  lead: "Free delivery over £40. Thirty days to change your mind.",
  nav: "Pots",
  goods: [
    {
      id: "sage-teapot",
      name: "Sage teapot, 1.2 litre",
      price: "£48.00",
      drawing: "teapot",
      colours: ["#5f8877", "#3f6558", "#e7e1d6"],
    },
    {
      id: "oat-mug",
      name: "Oat mug",
      price: "£16.00",
      drawing: "mug",
      colours: ["#d9c6a5", "#c2aa82", "#efe8de"],
    },
    {
      id: "harbour-bowl",
      name: "Harbour bowl",
      price: "£22.00",
      drawing: "bowl",
      colours: ["#7d93ae", "#5f7995", "#e1e6ea"],
    },
    {
      id: "clay-teapot",
      name: "Clay teapot, 0.8 litre",
      price: "£42.00",
      drawing: "teapot",
      colours: ["#c88a6b", "#a96a4c", "#f0e2da"],
    },
  ],
  about: {
    title: "Our story",
    text: "Two wheels, one kiln and a shed by the canal. We throw in small batches and fire on Tuesdays, so what you like today may be gone by the weekend and back the week after.",
  },
};

const london: Shop = {
  ink: ["#143a5c", "#9cc9f0"],
  headline: ["Your books, your payroll,", "your evenings back."],
  lead: "Chartered accountants for firms of one to fifty, near Old Street. The first half hour is free.",
  nav: "Services",
  goods: [
    {
      id: "bookkeeping",
      name: "Bookkeeping",
      price: "from £95 a month",
      drawing: "ledger",
      colours: ["#3f6d94", "#27496a", "#e2e9ef"],
    },
    {
      id: "vat",
      name: "VAT returns",
      price: "£120 a quarter",
      drawing: "calendar",
      colours: ["#f4f1ea", "#b4553f", "#f0e2da"],
    },
    {
      id: "payroll",
      name: "Payroll",
      price: "£6 a person",
      drawing: "coins",
      colours: ["#d9b45b", "#b38d34", "#f1ebdd"],
    },
    {
      id: "company",
      name: "Company formation",
      price: "£180 once",
      drawing: "building",
      colours: ["#7c8a83", "#566460", "#e3e8e3"],
    },
  ],
  about: {
    title: "How we work",
    text: "You get one accountant who knows your business, not a queue number. Send a photo of a receipt, ask a question in plain words, and hear back the same day.",
  },
};

const weavecode: Shop = {
  ink: ["#0b5a55", "#83d8cf"],
  headline: ["WeaveBoard: the plan", "everybody can see."],
  lead: "Boards, timelines and reports for teams that ship. Thirty days free, no card.",
  nav: "Product",
  goods: [
    {
      id: "boards",
      name: "Boards",
      price: "in every plan",
      drawing: "board",
      colours: ["#5fa39b", "#2f7a72", "#e0ebe9"],
    },
    {
      id: "timelines",
      name: "Timelines",
      price: "from Team",
      drawing: "calendar",
      colours: ["#f4f1ea", "#7d63b8", "#e9e4f1"],
    },
    {
      id: "reports",
      name: "Reports",
      price: "from Team",
      drawing: "chart",
      colours: ["#e0a35a", "#b97a2e", "#f3eadd"],
    },
    {
      id: "guides",
      name: "API and guides",
      price: "free",
      drawing: "ledger",
      colours: ["#6f86b5", "#48608f", "#e2e7f0"],
    },
  ],
  about: {
    title: "Why teams stay",
    text: "A card says who has it, what is next and since when. Nobody has to ask, and nobody has to write a status report on Friday.",
  },
};

const SHOPS: Record<string, Shop> = { acme, london, weavecode };

/** A demo business without a window of its own borrows the potter's. */
export function shopOf(slug: string): Shop {
  return SHOPS[slug] ?? acme;
}
