import type { DemoThread } from "../types";

export const earlier: DemoThread[] = [
  {
    who: "Adaeze Okonkwo",
    city: "London",
    to: 1,
    status: "resolved",
    rated: [5, "Quick, kind and exactly right."],
    labels: ["API"],
    lines: `
    > What's the retention of webhook logs?
    < 14 days, and you can replay any of them from Settings, Webhooks.
    > Replay is brilliant.`,
  },
  {
    who: "Gareth Lloyd",
    city: "Newport",
    to: 2,
    status: "resolved",
    labels: ["Bug"],
    lines: `
    > Push notifications arrive twice on Android
    < Two copies of the app, perhaps? The beta has its own icon with a small orange corner.
    > Guilty. Removed the old one and it's fine.`,
  },
  {
    who: "Naomi Clarke",
    city: "Coventry",
    to: 1,
    status: "resolved",
    labels: ["Billing"],
    lines: `
    > Please move us from monthly to yearly.
    < Done, with two months credited.  [Credit note WC-3310.pdf]
    > Lovely, thanks`,
  },
  {
    who: "Arthur Pemberley",
    city: "Chester",
    to: 2,
    status: "resolved",
    rated: [4],
    lines: `
    > I can't sign in. The code from my phone is refused.
    < Is the phone's clock set by hand? Codes are good for thirty seconds only.
    > It was four minutes ahead! Sorted.`,
  },
  {
    who: "Ingrid Solberg",
    city: "Newcastle",
    to: 1,
    status: "resolved",
    labels: ["API"],
    lines: `
    > Which time zone do the API timestamps use?
    < UTC, always, with a Z at the end.
    > Good. Wish everyone did.`,
  },
  {
    who: "Malik Johnson",
    city: "London",
    to: 0,
    status: "resolved",
    priority: "high",
    labels: ["Security"],
    lines: `
    > We received a strange mail claiming to be from you, asking for our password. [Suspicious mail.png]
    < That isn't ours, Malik, thank you. We never ask for passwords. I've reported the sender's domain.
    #1 Same mail reached two other customers, banner is up.
    > Thanks for the quick answer.`,
  },
  {
    who: "Erin Whitlock",
    city: "Lincoln",
    to: 2,
    status: "resolved",
    rated: [5],
    labels: ["Onboarding"],
    lines: `
    > Where do I upload our logo?
    < Settings, Appearance. SVG looks best.
    > Done, looks great`,
  },
  {
    who: "Piotr Nowak",
    city: "Peterborough",
    to: 1,
    status: "resolved",
    labels: ["Bug"],
    lines: `
    > The Polish translation says "Usuń" for Archive, which means delete. People are scared.
    < Oh dear. Changed to "Archiwizuj", it goes live tonight.
    ~
    > Confirmed, thank you!`,
  },
  {
    who: "Lorna Kerr",
    city: "Stirling",
    to: 2,
    status: "resolved",
    lines: `
    > How many boards can one workspace have?
    < As many as you like. Past 200 the sidebar gets a search.
    > We have 12 :)`,
  },
  {
    who: "Dominic Vane",
    city: "Ipswich",
    to: 1,
    status: "resolved",
    rated: [2, "It took three messages until somebody understood."],
    labels: ["Feature"],
    lines: `
    > Can cards have a cover picture?
    < Yes: open the card, drop a picture on it, Use as cover.
    > Very neat.`,
  },
  {
    who: "Sunita Rao",
    city: "Wolverhampton",
    to: 2,
    status: "resolved",
    labels: ["Billing"],
    lines: `
    > VAT number is missing on the invoice
    < Added and sent again. [Invoice WC-3287.pdf]
    > Thank you`,
  },
  {
    who: "Felix Grantham",
    city: "Bath",
    to: 1,
    status: "resolved",
    labels: ["API"],
    lines: `
    > Getting "invalid signature" on every webhook, here's our code. [verify.txt]
    < You hash the parsed body; the signature covers the raw bytes. Read the body as text first.
    > That was it. Three hours of my life.
    < Happens to everyone once.`,
  },
  {
    who: "Jess Kimber",
    city: "Poole",
    to: 2,
    status: "resolved",
    rated: [5, "Thank you for the photo, it made the difference."],
    lines: `
    > Can I have two workspaces with one e-mail address?
    < Yes, switch between them top left.
    > Perfect`,
  },
  {
    who: "Rowan Ellery",
    city: "Truro",
    to: 1,
    status: "resolved",
    labels: ["Bug"],
    lines: `
    > Printing a board cuts off the last column
    < Landscape and "Fit to page" help today; the real mend is in 4.12.
    ~
    < 4.12 is out, Rowan. Could you try again?
    > Prints all seven columns now.`,
  },
  {
    who: "Charlotte Ives",
    city: "Cheltenham",
    to: 0,
    status: "resolved",
    lines: `
    > Do you offer training on site?
    < For teams above 50, a day in your office. Shall I send dates?
    > Yes please
    < Sent. [Training dates.pdf]`,
  },
  {
    who: "Kwame Mensah",
    city: "Croydon",
    to: 2,
    status: "resolved",
    rated: [4, "Good, only the parcel was slow."],
    labels: ["Onboarding"],
    lines: `
    > Invitation mails don't reach our people
    < Your mail server holds back new senders. Could your IT allow no-reply@example.com?
    ~
    > They all came through this morning.`,
  },
  {
    who: "Abigail Stone",
    city: "Durham",
    to: 1,
    status: "resolved",
    priority: "low",
    labels: ["Feature"],
    lines: `
    > Keyboard shortcut for "assign to me"?
    < It's I, and ? shows all the others.
    > Ooh`,
  },
  {
    who: "Hugo Lattimer",
    city: "Windsor",
    to: 2,
    status: "resolved",
    labels: ["Bug"],
    lines: `
    > Comments with a very long link break the layout [Broken comment.png]
    < Thank you for the picture, it's mended in today's build.
    > Confirmed`,
  },
  {
    who: "Mariam Aziz",
    city: "Oldham",
    to: 1,
    status: "resolved",
    rated: [3],
    lines: `
    > Is our data used for training models?
    < No. Not ours, not anyone's.
    > Good, thanks for being clear.`,
  },
  {
    who: "Ewan Strachan",
    city: "Dundee",
    to: 2,
    status: "resolved",
    labels: ["Billing"],
    lines: `
    > Card declined although the bank says it's fine
    < The bank wants a confirmation in its app; press Pay again and watch your phone.
    > Got it, paid.`,
  },
  {
    who: "Rosie Fenwick",
    city: "Hexham",
    to: 1,
    status: "resolved",
    lines: `
    > Cheers for yesterday's help!
    < Any time, Rosie.`,
  },
];
