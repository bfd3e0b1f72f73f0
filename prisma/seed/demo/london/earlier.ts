import type { DemoThread } from "../types";

export const earlier: DemoThread[] = [
  {
    who: "Chidi Nwosu",
    city: "Peckham",
    to: 1,
    status: "resolved",
    rated: [5, "Quick, kind and exactly right."],
    labels: ["VAT"],
    lines: `
    > Zero rated or exempt: is there any difference for me?
    < A large one: with zero rated sales you reclaim the VAT on what you buy, with exempt ones you don't.
    > Then I'm glad it's zero.`,
  },
  {
    who: "Gillian Marsh",
    city: "Sutton",
    to: 2,
    status: "resolved",
    labels: ["Payroll"],
    lines: `
    > Payslips for October, please? Two people say they have none.
    < Sent again. Their addresses had a typo since the summer. [Payslips October.pdf]
    > Both have them now.`,
  },
  {
    who: "Hussein Jama",
    city: "Wembley",
    to: 1,
    status: "resolved",
    labels: ["Company"],
    lines: `
    > What is the confirmation statement and why does it cost £34?
    < A yearly check that the register is right; the fee is Companies House's. We file it for you on the 21st.
    > Fine by me`,
  },
  {
    who: "Annabel Trott",
    city: "Fulham",
    to: 2,
    status: "resolved",
    rated: [4],
    labels: ["Office"],
    lines: `
    > Could I book the large room for the 19th, 9 to 12?
    < It's yours. Coffee for how many?
    > Ten, two of them decaf.
    < Noted.`,
  },
  {
    who: "Mehmet Aydin",
    city: "Dalston",
    to: 1,
    status: "resolved",
    labels: ["VAT"],
    lines: `
    > Turnover passed £90,000 in September. Do I have to register now?
    < Yes, within 30 days of the end of that month. I've prepared the form, press Approve in the portal.
    > Approved.
    ~
    < Your VAT number has arrived. [VAT certificate.pdf]`,
  },
  {
    who: "Clarissa Penn",
    city: "Barnes",
    to: 2,
    status: "resolved",
    labels: ["Self assessment"],
    lines: `
    > I sold some shares at a loss. Worth mentioning?
    < Well worth it: claim it within four years and it sets off against later gains.
    > Adding it to the pile.`,
  },
  {
    who: "Desmond Clarke",
    city: "Brixton",
    to: 1,
    status: "resolved",
    rated: [5],
    priority: "high",
    labels: ["Payroll"],
    lines: `
    > Pension letter says we missed a contribution!
    < The payment left on the 22nd; the provider took a day too long. I have their apology in writing. [Provider reply.pdf]
    > You're worth every penny, Samir.`,
  },
  {
    who: "Yvonne Leclerc",
    city: "South Kensington",
    to: 0,
    status: "resolved",
    labels: ["Advice"],
    lines: `
    > We're thinking of buying the shop next door. Company or ourselves?
    < The company, unless you mean to sell within five years. Shall we talk it through over a coffee?
    > Tuesday at ten?
    ~
    > Thank you for Tuesday. The company it is.`,
  },
  {
    who: "Ian Thackeray",
    city: "Kingston",
    to: 2,
    status: "resolved",
    labels: ["Year end"],
    lines: `
    > Accounts look good. Where do I sign?
    < In the portal, page 2, with your finger or a mouse.
    > Signed with a very ugly mouse signature.`,
  },
  {
    who: "Fatou Diallo",
    city: "Deptford",
    to: 1,
    status: "resolved",
    rated: [2, "It took three messages until somebody understood."],
    labels: ["Company"],
    lines: `
    > How do I change our registered address?
    < Tell us, and we file it the same day at no charge.
    > 22 Creek Road, SE8.
    < Done, it shows on the register tomorrow.`,
  },
  {
    who: "Basil Hartnell",
    city: "Dulwich",
    to: 2,
    status: "resolved",
    lines: `
    > Can your software read a photo of a receipt taken at night in a pub?
    < Let's see it.
    > Here is one. [Pub receipt.png]
    < It can: £18.40, sundries. And a wise choice of pie.`,
  },
  {
    who: "Roshni Desai",
    city: "Harrow",
    to: 1,
    status: "resolved",
    labels: ["VAT"],
    lines: `
    > Is the VAT return filed?
    < Filed at 09:12 today, £2,310.55 to pay by the 7th.
    > Thank you, direct debit is on.`,
  },
  {
    who: "Leonard Fisk",
    city: "Hackney",
    to: 2,
    status: "resolved",
    rated: [5, "Thank you for the photo, it made the difference."],
    labels: ["Office"],
    lines: `
    > The radiator in suite 2 ticks like a clock
    < The engineer comes tomorrow at eight, before you are in.
    ~
    > Silence. Bliss.`,
  },
  {
    who: "Monique Baptiste",
    city: "Camden",
    to: 1,
    status: "resolved",
    labels: ["Payroll"],
    lines: `
    > How many days of holiday has a person who works three days a week?
    < 16.8 a year, bank holidays included.
    > Quick and clear, thanks`,
  },
  {
    who: "Alistair Boyd",
    city: "Twickenham",
    to: 2,
    status: "resolved",
    labels: ["Self assessment"],
    lines: `
    > I've lost my UTR number
    < It is on page 1 of last year's return, which is in your portal.
    > There it is`,
  },
  {
    who: "Tania Volkov",
    city: "Mayfair",
    to: 1,
    status: "resolved",
    rated: [4, "Good, only the parcel was slow."],
    priority: "medium",
    labels: ["Year end"],
    lines: `
    > Our auditor asks for the fixed asset register in Excel.
    < Here it is, with the two vans added. [Asset register.csv]
    > Accepted, thank you.`,
  },
  {
    who: "Sidney Cork",
    city: "Barking",
    to: 2,
    status: "resolved",
    labels: ["VAT"],
    lines: `
    > Is a Jaffa Cake a cake?
    < In law, since 1991, and so zero rated. You asked that last year too, Sidney.
    > I enjoy the answer.`,
  },
  {
    who: "Nkechi Eze",
    city: "Woolwich",
    to: 1,
    status: "resolved",
    labels: ["Company"],
    lines: `
    > Second director's details attached. [Director details.pdf]
    < All in order, appointed as of today.
    > Great stuff`,
  },
  {
    who: "Humphrey Vale",
    city: "Marylebone",
    to: 0,
    status: "resolved",
    rated: [3],
    lines: `
    > Do you take on barristers?
    < With pleasure. We look after six, all of them late with their receipts.
    > I shall feel at home.`,
  },
  {
    who: "Ola Svensson",
    city: "Shoreditch",
    to: 2,
    status: "resolved",
    labels: ["Advice"],
    lines: `
    > Could our software work count for R&D relief?
    < Some of it, I think: the scheduling engine does, the web site doesn't. I've marked the hours.
    ~
    > Agreed with all your marks.`,
  },
  {
    who: "Jean Abbott",
    city: "Bexley",
    to: 1,
    status: "resolved",
    lines: `
    > Thank you for all your help this year.
    < It was a pleasure, Jean.`,
  },
];
