import type { DemoThread } from "../types";

export const recent: DemoThread[] = [
  {
    who: "Bernard Whitcombe",
    city: "Croydon",
    priority: "urgent",
    labels: ["VAT"],
    unread: 2,
    lines: `
    > I've had a letter from HMRC about a late VAT return for the quarter to September. I thought it was filed?
    > Photo of the letter attached. It says 14 days. [HMRC letter.png]`,
  },
  {
    who: "Chidi Nwosu",
    city: "Peckham",
    to: 1,
    labels: ["Payroll"],
    lines: `
    > New starter on Monday, £31,200 a year. What do you need from me?
    < Name, date of birth, National Insurance number, and the P45 if there is one. Here is the form. [New starter.pdf]
    > Filled in, apart from the P45. She came from Ireland.
    # @Lucy starter checklist, statement B. No P45 from abroad.
    < Then I'll use the starter checklist instead. She's on the November run.`,
  },
  {
    who: "Rosalind Ferris",
    city: "Richmond",
    to: 2,
    priority: "medium",
    labels: ["Year end"],
    unread: 1,
    lines: `
    > When do you need the stock count for the year end?
    < By 12 December would be comfortable. Quantities and cost prices are enough.
    ~
    > Half of it is at my mother's. Does that count as a warehouse?`,
  },
  {
    who: "Amir Rahmani",
    city: "Ealing",
    unread: 1,
    lines: `
    > Hello, what do you charge for a limited company with two directors and about 40 invoices a month?`,
  },
  {
    who: "Deborah Kingsley",
    city: "Greenwich",
    to: 1,
    priority: "high",
    labels: ["VAT"],
    lines: `
    > Is a working lunch with a client VAT deductible? My book-keeper says yes.
    < I'm afraid not: entertaining clients is blocked, even when the talk is all business. Staff meals are another matter.
    > Blast. And the Christmas party?
    < Up to £150 a head a year, all staff invited, and the VAT is yours to reclaim.`,
  },
  {
    who: "Stefan Kowalczyk",
    city: "Acton",
    labels: ["Office"],
    unread: 2,
    lines: `
    > The meeting room screen in suite 4 shows no signal
    > We have guests at 11:00, could someone come up?`,
  },
  {
    who: "Harpreet Gill",
    city: "Southall",
    to: 2,
    labels: ["Payroll"],
    lines: `
    > Can we move pay day from the 28th to the last working day?
    < Yes. Everyone must be told in writing a month before. I've drafted the letter. [Pay day letter.pdf]
    > Brilliant, that saves me an evening.`,
  },
  {
    who: "Veronica Castellano",
    city: "Soho",
    to: 0,
    priority: "high",
    labels: ["Year end", "Advice"],
    lines: `
    > An investor wants three years of accounts by Thursday. Is that possible?
    < Two are final. The third is a draft, which I can sign off by Wednesday evening if you send the loan agreement today.
    > Sending it now. [Loan agreement.pdf]
    #1 @Margaret the loan is repayable on demand, so it goes under current liabilities.
    < Received, and it changes one line for the better. Wednesday stands, Veronica.`,
  },
  {
    who: "Neil Ogilvie",
    city: "Bromley",
    to: 1,
    lines: `
    > Which mileage rate do I use for an electric van?
    < 45p for the first 10,000 miles and 25p after that, the same as for petrol, if the van is your own.
    > Cheers Samir`,
  },
  {
    who: "Ottoline Graves",
    city: "Chelsea",
    labels: ["Office"],
    unread: 1,
    lines: `
    > Has a parcel for Graves Interiors arrived at reception? Fabric samples, rather large.`,
  },
  {
    who: "Kofi Antwi",
    city: "Tottenham",
    to: 2,
    status: "pending",
    labels: ["Company"],
    lines: `
    > I'd like to register a second company for the food truck.
    < Easily done. I need the name, who owns what, and a registered address; ours will do for £60 a year.
    > "Golden Plantain Ltd", me 70, my sister 30, your address please.
    < The name is free. I've sent you both a link to prove who you are; the rest takes a day.`,
  },
  {
    who: "Marguerite Dunn",
    city: "Hampstead",
    to: 2,
    labels: ["Self assessment"],
    lines: `
    > Do I have to declare the holiday let if it made a loss?
    < Yes, and you want to: the loss carries forward.
    > Then here is my shoebox, as a picture. [Shoebox of receipts.png]`,
  },
  {
    who: "Trevor Banks",
    city: "Walthamstow",
    to: 1,
    status: "snoozed",
    labels: ["VAT"],
    lines: `
    > Should we join the flat rate scheme? Turnover about £120,000.
    < On your costs the normal scheme saves you about £900 a year. It changes if you buy fewer materials.
    > Let's look again in the new year.
    # Snoozed to January. Look at Q4 purchases first.`,
  },
  {
    who: "Ayesha Malik",
    city: "Ilford",
    to: 1,
    labels: ["Payroll"],
    lines: `
    > One of my staff is going on maternity leave in February. What do I pay and what do I get back?
    < 90 % for six weeks, then the statutory rate for 33; as a small employer you reclaim all of it plus 8.5 %.
    > Plus? That's the first good news this week.`,
  },
  {
    who: "Colin Frobisher",
    city: "Wimbledon",
    unread: 1,
    lines: `
    > My log-in to the document portal has expired. Can it be renewed?`,
  },
  {
    who: "Esther Blum",
    city: "Golders Green",
    to: 0,
    labels: ["Advice"],
    lines: `
    > Salary or dividends this year? There are two of us now.
    < For both of you: salary to the threshold, the rest as dividends, and pensions paid by the company. I'll put figures on one page.
    > One page would be bliss.
    < Here it is. The second column is my advice. [Directors' pay.pdf]`,
  },
  {
    who: "Jakub Svoboda",
    city: "Hounslow",
    to: 2,
    labels: ["Office"],
    lines: `
    > We'd like the corner office from January. What does it cost with the parking space?
    < £1,480 a month with one space, heating and reception included. You may have it from 4 January.
    > We'll take it.`,
  },
  {
    who: "Winifred Okoro",
    city: "Lewisham",
    to: 1,
    priority: "low",
    labels: ["Self assessment"],
    lines: `
    > Is it too early to send my tax papers? I like to be early.
    < It's never too early, Winifred. You are the first this year.`,
  },
  {
    who: "Lars Henriksen",
    city: "Canary Wharf",
    labels: ["Company"],
    lines: `
    > Can a Danish company open a UK branch without a UK director?`,
  },
  {
    who: "Penelope Shaw",
    city: "Kew",
    to: 2,
    priority: "medium",
    labels: ["Self assessment"],
    lines: `
    > HMRC has my code as 0T and I'm paying far too much.
    < They're missing your new pension figures. May I ring them for you tomorrow?
    > Please do. Letter attached. [Tax code notice.pdf]
    < I have rung: 1257L from next month, and the difference comes back with December's pay.`,
  },
];
