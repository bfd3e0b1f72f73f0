import type { DemoThread } from "../types";

export const recent: DemoThread[] = [
  {
    who: "Daniel Osei",
    city: "Bristol",
    unread: 2,
    lines: `
    > Hello, does the oat mug keep tea warm for a decent while?
    > And does it fit under a standard coffee machine?`,
  },
  {
    who: "Grace Whitfield",
    city: "Bath",
    to: 1,
    priority: "high",
    labels: ["Delivery", "VIP"],
    lines: `
    > My teapot arrived chipped (order AC-20418). Can you help? [Chipped teapot.png]
    < Oh no, I'm so sorry, Grace. Replacement or refund?
    > A replacement, please. It's a present for Sunday!
    #2 @Tom I've put a sage one aside, shelf B4.
    < A new pot leaves us at 15:00 today. Here is a prepaid label for sending the old one back. [Return label AC-20418.pdf]`,
  },
  {
    who: "Margaret Thornton",
    city: "Whitby",
    to: 1,
    priority: "medium",
    labels: ["Wholesale"],
    unread: 1,
    lines: `
    > Good morning. We run the Harbour Tea Rooms and would like 40 mugs and 12 of the 1.2 litre pots. Is there a trade price?
    < Good morning, Margaret. Trade starts at 24 pieces: 30 % off, and delivery to Whitby is free above £400.
    ~
    > That is lovely. Could the mugs be half oat and half harbour blue?`,
  },
  {
    who: "Hannah Price",
    city: "Cardiff",
    priority: "urgent",
    labels: ["Refund"],
    unread: 3,
    lines: `
    > I was charged twice for AC-20377, see my statement.
    > £64.00 on the 17th and again on the 18th
    > Please could someone look at this today?  [Statement November.pdf]`,
  },
  {
    who: "Rhys Morgan",
    city: "Swansea",
    to: 2,
    labels: ["Delivery"],
    lines: `
    > Is AC-20402 still coming today? The tracking has said "out for delivery" since six this morning.
    < Morning, Rhys. The driver has eleven stops before you, so between 12:30 and 14:00.
    > Diolch! Parcel came this morning, all in one piece.`,
  },
  {
    who: "Priya Raman",
    city: "Leicester",
    unread: 1,
    lines: `
    > Hi, are your glazes food safe and lead free? Buying for a nursery kitchen.`,
  },
  {
    who: "Isla MacLeod",
    city: "Inverness",
    to: 2,
    labels: ["Returns"],
    lines: `
    > I bought the clay teapot on 12 October and it has only just been opened. Am I too late to send it back?
    < Hello Isla. Our window is thirty days, but let me ask.
    # @Amelia can we stretch the returns date for a birthday present? It is unused, in its box.`,
  },
  {
    who: "Yusuf Demir",
    city: "London",
    to: 1,
    lines: `
    > Do you have a showroom? I'd like to see the harbour bowl before ordering eight of them.
    < We do, at the pottery on Walcot Street in Bath, Tuesday to Saturday.
    > Brilliant. How late on a Saturday?
    < We close at 17:30 on Saturdays. See you then, and ask for Priya, she will put eight aside.`,
  },
  {
    who: "Chloe Bannister",
    city: "Sheffield",
    priority: "medium",
    labels: ["Delivery"],
    unread: 2,
    lines: `
    > Tracking says delivered but nothing is here. I've asked both neighbours.
    > Order AC-20395, the two bowls.`,
  },
  {
    who: "Oliver Bennett",
    city: "Norwich",
    to: 0,
    labels: ["Delivery"],
    lines: `
    > The lid of my teapot broke in the dishwasher. Do you sell lids on their own?
    < We don't list them, Oliver, but we always throw a few spare. Sage or clay?
    > Sage, the 1.2 litre one.
    < Your replacement lid is on its way, tracked, with our compliments.`,
  },
  {
    who: "Sofia Marchetti",
    city: "Edinburgh",
    to: 2,
    labels: ["Returns"],
    lines: `
    > The glaze on one mug is much darker than the other three.
    < Could you send us a photo in daylight, Sofia? Each kiln differs a little.
    > Here is how the glaze looks in the window. [Four mugs.png]`,
  },
  {
    who: "Tomasz Zielinski",
    city: "Reading",
    lines: `
    > Can I change the delivery address on AC-20421? I gave the old flat by mistake.`,
  },
  {
    who: "Beatrice Holloway",
    city: "Exeter",
    to: 1,
    labels: ["Gift"],
    lines: `
    > Could you add a gift note? "To Mum, for all the Sunday mornings. Love, Bea"
    < Of course. Hand-written on our thick card. Shall we leave out the invoice too?
    > Yes please, she's terribly nosy.
    < Done. I've added the gift note, no charge for it.`,
  },
  {
    who: "Callum Fraser",
    city: "Glasgow",
    to: 1,
    status: "snoozed",
    labels: ["Wholesale"],
    lines: `
    > Quote for 60 bowls with our logo under the glaze?
    < Happy to. I need the logo as a one-colour drawing and a date.
    > Will get it from our designer next week. [Logo draft.png]
    # @Priya chase on Monday if nothing comes.`,
  },
  {
    who: "Aisha Karim",
    city: "Birmingham",
    labels: ["Gift"],
    unread: 1,
    lines: `
    > Do you sell gift vouchers? My sister-in-law can never decide on a colour.`,
  },
  {
    who: "Joan Pemberton",
    city: "Harrogate",
    to: 2,
    priority: "low",
    lines: `
    > Do you have a paper catalogue? I don't get on with web sites.
    < We do. Which address may I send it to?
    > 4 Swan Road, Harrogate. Thank you, dear.
    < It goes out with tomorrow's post, Joan.`,
  },
  {
    who: "Marcus Adeyemi",
    city: "Manchester",
    to: 0,
    priority: "high",
    labels: ["Wholesale"],
    lines: `
    > I'm the buyer for Northern Grounds, fourteen coffee shops. Could we talk about a yearly contract for cups?
    < I'd be glad to, Marcus. How many cups break in a normal month?
    > Around 120 across all shops.
    #1 120 a month is most of kiln two. We would need to start in January.
    < Then let me propose a standing order of 130 with a price fixed for twelve months. I'll send figures by Friday. [Proposal Northern Grounds.pdf]`,
  },
  {
    who: "Ellie Newton",
    city: "Plymouth",
    lines: `
    > Is the harbour bowl oven safe? The page says dishwasher and microwave only.`,
  },
  {
    who: "George Atkinson",
    city: "York",
    to: 1,
    status: "pending",
    labels: ["Refund"],
    lines: `
    > I returned two mugs on the 4th and there's no refund yet.
    < They arrived here on the 7th, George. I released £32.00 this morning; banks take three to five working days.
    > I'll keep an eye out, thanks.`,
  },
  {
    who: "Zara Hussain",
    city: "Bradford",
    to: 2,
    labels: ["Delivery"],
    lines: `
    > Can a delivery be held until 2 December? We are moving house.
    < Yes, we'll keep it at the pottery. New address?
    > 18 Saltaire Mews, BD18. Thank you so much
    < Noted, Zara. It leaves us on 1 December.`,
  },
  {
    who: "Peter Lindqvist",
    city: "Cambridge",
    to: 0,
    lines: `
    > Do you ship to Sweden, and who pays the duty?
    < We do. Duty is paid at our end, so what you see at the checkout is all of it.`,
  },
];
