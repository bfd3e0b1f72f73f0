import type { DemoThread } from "../types";

export const earlier: DemoThread[] = [
  {
    who: "Grace Whitfield",
    city: "Bath",
    to: 1,
    status: "resolved",
    rated: [5, "Quick, kind and exactly right."],
    labels: ["Gift"],
    lines: `
    > Do you gift wrap for weddings?
    < We do: linen cloth and ribbon, £4.50 a piece.
    > Perfect, I'll add it to the order.`,
  },
  {
    who: "Nadia Petrova",
    city: "Brighton",
    to: 2,
    status: "resolved",
    labels: ["Delivery"],
    lines: `
    > Which courier do you use? Mine always leaves things in the recycling bin.
    < A local one with a signature, Nadia, and they ring first. Shall I add your number to the label?
    > Yes please: +44 7700 900318
    < Added.
    > Arrived, no bin involved. Thank you!`,
  },
  {
    who: "Harriet Coombes",
    city: "Truro",
    to: 1,
    status: "resolved",
    labels: ["Returns"],
    lines: `
    > The bowls are beautiful but too big for our shelf. How do I return them?
    < Here is a label, just hand the parcel in at any post office. [Return label AC-20351.pdf]
    ~
    > Posted today.
    ~
    < They are here and perfect. £66.00 is on its way back to your card.`,
  },
  {
    who: "Dylan Rees",
    city: "Aberystwyth",
    to: 2,
    status: "resolved",
    rated: [4],
    lines: `
    > Does the kettle whistle?
    < It does not, Dylan. It's a stoneware teapot and would mind the hob a great deal.
    > Ha, saved me from a very expensive mistake.`,
  },
  {
    who: "Ruth Abernathy",
    city: "Perth",
    to: 1,
    status: "resolved",
    priority: "high",
    labels: ["Delivery"],
    lines: `
    > Three of six mugs broken on arrival. Photo attached. [Broken mugs.png]
    < That's a sorry sight. Six new ones go out today, keep the three that survived.
    > That is more than fair. Thank you, Tom.
    #2 Third breakage this week from the Perth depot, telling the courier.`,
  },
  {
    who: "Sam Whitaker",
    city: "Nottingham",
    to: 2,
    status: "resolved",
    lines: `
    > Checkout won't take my postcode, NG1 5FB
    < Thanks for telling us, Sam. A space at the end tripped it up; it's mended now.
    > Works. Ordered!`,
  },
  {
    who: "Mei Tanaka",
    city: "Oxford",
    to: 1,
    status: "resolved",
    rated: [5],
    labels: ["Wholesale"],
    lines: `
    > Our college bursary would like to pay by invoice. Possible for about £300?
    < Yes, for colleges we do thirty days. Which name goes on it?
    > Domestic Bursar, with PO number 7741.
    < Sent. [Invoice AC-20333.pdf]`,
  },
  {
    who: "Frank Dobson",
    city: "Hull",
    to: 2,
    status: "resolved",
    lines: `
    > Is there a discount for pensioners?
    < There is no such thing on the web site, Frank, but use SLOWMORNINGS for 10 %.
    > You're a gem`,
  },
  {
    who: "Leila Haddad",
    city: "London",
    to: 0,
    status: "resolved",
    labels: ["VIP"],
    lines: `
    > I write about homeware for a Sunday paper. May I borrow the sage set for a photograph?
    < With pleasure. Where should we send it, and when do you need it back?
    > The studio in Hackney, a week would be ample.
    ~
    > It's the lead picture, page 12!
    # Order extra sage clay, this will sell.`,
  },
  {
    who: "Ben Carrington",
    city: "Leeds",
    to: 1,
    status: "resolved",
    rated: [2, "It took three messages until somebody understood."],
    labels: ["Delivery"],
    lines: `
    > How long is delivery to Leeds?
    < Two working days, and free over £40.
    > Cheers`,
  },
  {
    who: "Olwen Griffiths",
    city: "Bangor",
    to: 2,
    status: "resolved",
    labels: ["Returns"],
    lines: `
    > The spout drips. Every single time.
    < That isn't right, Olwen. It's a flaw we had in one batch. New pot, or your money back?
    > New pot please.
    ~
    > The new one pours like a dream.`,
  },
  {
    who: "Simon Achterberg",
    city: "Guildford",
    to: 1,
    status: "resolved",
    lines: `
    > Can the mug go in the freezer? Don't ask.
    < Stoneware dislikes sudden cold, so we would say no. And now we have to ask.
    > Ice cream experiments.`,
  },
  {
    who: "Kezia Boateng",
    city: "Luton",
    to: 2,
    status: "resolved",
    rated: [5, "Thank you for the photo, it made the difference."],
    labels: ["Gift"],
    lines: `
    > Last order date for Christmas?
    < 17 December for the mainland, 13 December for the islands.
    > Super, thanks Priya`,
  },
  {
    who: "Alan Prowse",
    city: "Penzance",
    to: 1,
    status: "resolved",
    labels: ["Refund"],
    lines: `
    > Refund arrived, thanks for sorting it.
    < Glad to hear it, Alan.`,
  },
  {
    who: "Francesca Neri",
    city: "Bath",
    to: 2,
    status: "resolved",
    lines: `
    > Do you run throwing classes?
    < Every other Thursday evening, £35 with clay and one firing. The next has two places.
    > Put me down for both! Francesca and Luca.
    < Done, see you on Thursday at 18:30.`,
  },
  {
    who: "Graham Tull",
    city: "Swindon",
    to: 1,
    status: "resolved",
    rated: [4, "Good, only the parcel was slow."],
    priority: "low",
    lines: `
    > Your web site says "stonewear" on the gift page.
    < So it does. Thank you, Graham, mended.`,
  },
  {
    who: "Imogen Sharpe",
    city: "Stroud",
    to: 2,
    status: "resolved",
    labels: ["Wholesale"],
    lines: `
    > Could we stock you in our farm shop?
    < We'd love that. Here are our terms. [Trade terms.pdf]
    ~
    > Signed and returned. First order on Monday.`,
  },
  {
    who: "Victor Hale",
    city: "Derby",
    to: 1,
    status: "resolved",
    labels: ["Delivery"],
    lines: `
    > Wrong colour in the box: ordered harbour, got clay.
    < Our mistake, Victor. Harbour goes out today; pass the clay one on to a friend.
    > Very decent of you.`,
  },
  {
    who: "Maeve O'Connell",
    city: "Belfast",
    to: 0,
    status: "resolved",
    rated: [3],
    lines: `
    > Do you deliver to Northern Ireland?
    < We do, at the same price, in three working days.
    > Grand, thank you`,
  },
  {
    who: "Tess Langley",
    city: "Lewes",
    to: 2,
    status: "resolved",
    labels: ["Gift"],
    lines: `
    > Can two gift cards go on one order?
    < Yes, type the second code after the first and press Add.
    > Found it!`,
  },
  {
    who: "Joe Trelawney",
    city: "Falmouth",
    to: 1,
    status: "resolved",
    lines: `
    > Which clay is the Oat mug made from?
    < A speckled stoneware from Stoke, fired to 1,240 °C.
    > Thanks, I throw a bit myself. Lovely work.`,
  },
];
