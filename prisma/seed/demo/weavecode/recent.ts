import type { DemoThread } from "../types";

export const recent: DemoThread[] = [
  {
    who: "Jonas Hargreaves",
    city: "Leeds",
    priority: "urgent",
    labels: ["Bug"],
    unread: 3,
    lines: `
    > Our whole board is blank since about ten minutes ago
    > Console says "plan.columns is undefined", screenshot attached [Blank board.png]
    > 22 people can't see their work, please help`,
  },
  {
    who: "Ffion Pritchard",
    city: "Cardiff",
    to: 1,
    labels: ["API"],
    lines: `
    > Which header carries the API key for WeaveSync? The docs show two.
    < Authorization: Bearer <key>. The X-Weave-Key one is the old form and goes away in March.
    > Great, thank you. Could the docs say so?
    # @Oliver the docs page /api/auth needs a line, I'll open a change.
    < They will by tonight. Thanks for pointing at it, Ffion.`,
  },
  {
    who: "Adaeze Okonkwo",
    city: "London",
    to: 1,
    priority: "high",
    labels: ["API"],
    unread: 1,
    lines: `
    > We're getting 429s on /v2/tasks since the weekend, nothing changed at our end.
    < Let me look at your key. Are you polling or using webhooks?
    > Polling every 5 s from three workers. [requests.log]
    < That is 36 a minute each, and the list endpoint counts fivefold. Webhooks would bring it to almost nothing.
    > We'd switch today if webhooks could be filtered by board. Can they?`,
  },
  {
    who: "Ravi Chandrasekar",
    city: "Slough",
    unread: 1,
    lines: `
    > Hi, can I import from a spreadsheet with custom columns?`,
  },
  {
    who: "Katherine Moss",
    city: "Bristol",
    to: 2,
    priority: "medium",
    labels: ["Billing"],
    lines: `
    > The November invoice has 14 seats but we are 11 people.
    < Three were added on the 3rd and removed on the 9th, so they are billed for a week. Here is the split. [Invoice WC-3391.pdf]
    > Ah, the contractors. Makes sense, thank you.
    < You're welcome, Katherine. Shall I set a seat limit so that it asks you first?`,
  },
  {
    who: "Luke Hallam",
    city: "Derby",
    labels: ["Bug"],
    unread: 2,
    lines: `
    > Dragging a card on an iPad drops it one column too far to the left
    > iPadOS 26, Safari, landscape only`,
  },
  {
    who: "Elin Davies",
    city: "Aberystwyth",
    to: 1,
    labels: ["Feature"],
    lines: `
    > Could due dates show as week numbers? Our factory plans in weeks.
    < It's a setting since last month: Profile, Dates, Show week numbers.
    > Oh! Found it. You've made the whole plant happy.`,
  },
  {
    who: "Stephen Marlowe",
    city: "Milton Keynes",
    to: 0,
    priority: "high",
    labels: ["Security"],
    lines: `
    > Before we renew, our auditor wants your latest penetration test summary and where backups are stored.
    < Good morning, Stephen. The summary from September is attached; backups are in London and Dublin, encrypted, kept for 35 days. [Security summary.pdf]
    > And who holds the keys?
    #1 @Hannah they asked the same last year, the answer is in the DPA, annex 2.
    < We do, in a hardware module, with two people needed to use them. Annex 2 of the agreement says how.`,
  },
  {
    who: "Bethan Rowlands",
    city: "Swansea",
    to: 2,
    lines: `
    > How do I give someone read-only access to a single board?
    < Share, then Guest, then "Can view". Guests don't take up a seat.`,
  },
  {
    who: "Omar Siddiqui",
    city: "Birmingham",
    to: 2,
    labels: ["Onboarding"],
    lines: `
    > We start on Monday with 30 people. Anything we should set up first?
    < Three things: sign-in through your directory, one template board, and who may delete. I can do them with you in half an hour.
    > Friday at 14:00?
    # Booked the small room. Bring the template for agencies.
    < Booked. Here's the checklist so that you can look ahead. [Onboarding checklist.pdf]`,
  },
  {
    who: "Nathan Pryce",
    city: "Wrexham",
    labels: ["API"],
    unread: 1,
    lines: `
    > Is there a sandbox for the API, or do we test against our live workspace?`,
  },
  {
    who: "Sinead Gallagher",
    city: "Belfast",
    to: 1,
    labels: ["Bug"],
    lines: `
    > E-mails to tasks stopped on Tuesday. They bounce with 550 5.1.1. [bounce.txt]
    < Thank you for the bounce, that helps. You renamed the workspace on Tuesday, and the address carries its name.
    > We did! So the new address is planning@?
    < Exactly. I've also kept the old one alive for 90 days.`,
  },
  {
    who: "Michael Trent",
    city: "Portsmouth",
    to: 2,
    status: "pending",
    labels: ["Billing"],
    lines: `
    > Can we pay by BACS rather than by card?
    < Yes, on yearly plans. I've asked our accounts to send the mandate.
    > Waiting for it, thanks.`,
  },
  {
    who: "Yasmin Farouk",
    city: "London",
    to: 1,
    priority: "medium",
    labels: ["Bug"],
    lines: `
    > CSV export mangles the pound sign, we get Â£
    < Excel guesses the wrong encoding. In the export dialog tick "For Excel" and it stays £.
    > Better, but the headings are in French now?
    # Reproduced: locale falls back to the browser's in the Excel path. WB-1182.
    < That one is ours. It will be mended in this week's release, I'll write to you when it is out.`,
  },
  {
    who: "Hamish Buchanan",
    city: "Aberdeen",
    lines: `
    > Do you have a status page? Login felt slow at nine.`,
  },
  {
    who: "Celeste Moreau",
    city: "London",
    to: 0,
    labels: ["Feature"],
    lines: `
    > Is dark mode coming to the timeline view?
    < It is in the beta now, Celeste. Shall I switch your workspace over?
    > Yes please, my eyes will thank you. [Timeline at night.png]`,
  },
  {
    who: "Tim Bradshaw",
    city: "Preston",
    to: 2,
    status: "snoozed",
    labels: ["Feature"],
    lines: `
    > Any news about recurring tasks that skip bank holidays?
    < It's planned for the December release. I'll come back to you on the day.
    # Snoozed until the release on 8 December.`,
  },
  {
    who: "Gwen Ashby",
    city: "Hereford",
    to: 1,
    lines: `
    > I deleted a board by accident. Please tell me it isn't gone.
    < It isn't. Bin, top right, Restore; it keeps everything for 30 days.
    > PHEW`,
  },
  {
    who: "Patrick Nolan",
    city: "Derry",
    labels: ["Onboarding"],
    lines: `
    > Is there a video for new starters? Ours is 2 years old.`,
  },
  {
    who: "Devika Menon",
    city: "Reading",
    to: 0,
    priority: "medium",
    lines: `
    > Could a non-profit get a discount? We are 9 people, charity number 1199999.
    < You can: half price for as long as you are one. I've set it from this month's invoice.
    > That means a lot to a small team. Thank you, Hannah.`,
  },
];
