import { describe, expect, it } from "vitest";
import { type MailContent, renderTemplate } from "./templates";

const link = "https://parley.test/invite/abc?x=1&y=2";
const MAILS: MailContent[] = [
  { template: "invitation", data: { inviter: "Ada", tenant: "Acme Corp UK", role: "Agent", link, days: 7 } },
  {
    template: "inbox-moved",
    data: {
      name: "Ada",
      tenant: "Acme",
      inbox: "Shop",
      by: "Grace",
      from: "A",
      to: "B",
      link,
      isOfficial: true,
    },
  },
  { template: "inbox-silent", data: { name: "Ada", tenant: "Acme", inbox: "Shop", hours: 3, link } },
  { template: "reset-password", data: { name: "Ada", link, minutes: 60 } },
  {
    template: "notifications",
    data: {
      name: "Ada",
      tenant: "Acme Corp UK",
      items: [
        {
          type: "conversation_mention",
          contact: "Grace",
          number: 4,
          by: "Priya",
          count: 1,
          preview: "Hello",
        },
      ],
      more: 0,
      link,
      settings: "https://parley.test/settings",
    },
  },
  {
    template: "unseen-replies",
    data: {
      business: "Fern & Kettle",
      colour: "#ffd400",
      replies: [
        { author: "Tom", at: "14:05", text: "See https://shop.example/a?b=1&c=2.", files: [], isOurs: true },
      ],
      more: 0,
      earlier: [
        { author: "You", at: "14:01", text: "<b>http://evil.example</b>", files: ["a.png"], isOurs: false },
      ],
      link,
      stop: "https://parley.test/unsubscribe/x",
      stopNow: "https://parley.test/api/widget/unsubscribe?token=x",
      thread: "0199",
    },
  },
  { template: "verify-email", data: { name: "Ada", link, hours: 24 } },
  { template: "welcome", data: { name: "Ada", tenant: "Acme Corp UK", link } },
];

it("the mail to the address that was left names the new one, as text", () => {
  const { text, html } = renderTemplate({
    template: "email-changed",
    data: { name: "<b>Ada</b>", email: "ada@new.example" },
  });
  expect(text).toContain("ada@new.example");
  expect(html).toContain("&lt;b&gt;Ada");
});

it("the mail that confirms a new address says with which one to be signed in", () => {
  const data = { name: "Ada", link, hours: 24 };
  const { text, html } = renderTemplate({ template: "verify-email", data });
  for (const said of [text, html]) expect(said).toContain("while you are signed in with your present one");
});

describe.each(MAILS)("the mail $template", (mail) => {
  it("has its link in both texts", () => {
    const { text, html } = renderTemplate(mail);
    expect(text).toContain(link);
    expect(html).toContain(`href="https://parley.test/invite/abc?x=1&amp;y=2"`);
  });

  it("shows markup in a name as text", () => {
    const evil = `<script>alert("x")</script>`;
    const data = Object.fromEntries(
      Object.entries(mail.data).map(([key, value]) => [
        key,
        typeof value === "string" && value !== link ? evil : value,
      ]),
    );
    const { html } = renderTemplate({ ...mail, data } as MailContent);
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
  });

  it("keeps its subject on one line whatever the names hold", () => {
    const data = Object.fromEntries(
      Object.entries(mail.data).map(([key, value]) => [
        key,
        typeof value === "string" && value !== link ? "a\r\nBcc: b" : value,
      ]),
    );
    expect(renderTemplate({ ...mail, data } as MailContent).subject).not.toMatch(/[\r\n]/);
  });

  it("writes plainly: no exclamation mark, no please", () => {
    const { subject, text } = renderTemplate(mail);
    expect(`${subject} ${text}`).not.toMatch(/!|\bplease\b|successfully/i);
  });
});

it("a business's own mail is in its name and colour, and links only in what the business wrote", () => {
  const mail = renderTemplate(MAILS.find(({ template }) => template === "unseen-replies")!);
  expect(mail).toMatchObject({ fromName: "Fern & Kettle", subject: "Tom from Fern & Kettle replied to you" });
  expect(mail.html).toContain('href="https://shop.example/a?b=1&amp;c=2"');
  expect(mail.html).toContain("background:#ffd400;color:#111010");
  expect(mail.html).toContain("&lt;b&gt;http://evil.example&lt;/b&gt;");
  expect(mail.html).not.toContain('href="http://evil');
  expect(mail.text).toContain("> You, 14:01\n> <b>http://evil.example</b>\n> [a.png]");
  expect(mail.headers).toMatchObject({ "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
});
