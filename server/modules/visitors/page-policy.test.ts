import { describe, expect, it } from "vitest";
import { policyAllows, readPage } from "./page-policy";
import { problemsOf } from "./site-check";

const page = "https://shop.example/tea";
const url = "https://parley.example/widget.js";
const allows = (policy: string, nonce?: string) => policyAllows([policy], "script-src", { url, page, nonce });

describe("a page's policy", () => {
  it.each([
    ["", true],
    ["img-src 'self'", true],
    ["default-src 'self'", false],
    ["default-src 'self'; script-src 'self' https://parley.example", true],
    ["script-src 'self' parley.example", true],
    ["script-src *.example", true],
    ["script-src *.parley.example", false],
    ["script-src https:", true],
    ["script-src http://parley.example", true],
    ["script-src https://parley.example:8443", false],
    ["script-src *", true],
    ["script-src 'none'", false],
    ["script-src https://parley.example 'strict-dynamic' 'nonce-x'", false],
    ["script-src https://parley.example; script-src-elem 'self'", false],
  ])("%j lets the script in: %s", (policy, isAllowed) => expect(allows(policy)).toBe(isAllowed));

  it("takes a nonce that the tag carries, and needs the word of every policy", () => {
    expect(allows("script-src 'strict-dynamic' 'nonce-x'", "x")).toBe(true);
    expect(policyAllows(["script-src *", "script-src 'self'"], "script-src", { url, page })).toBe(false);
    const connect = (policy: string) =>
      policyAllows([policy], "connect-src", { url: "wss://parley.example", page });
    expect([connect("connect-src https://parley.example"), connect("connect-src 'self'")]).toEqual([
      true,
      false,
    ]);
  });
});

describe("what keeps the chat from a page", () => {
  const line = `<script async src="${url}" data-inbox="abc"></script>`;
  const found = (html: string, more: { status?: number; headers?: object; url?: string } = {}) =>
    problemsOf({
      answer: { status: 200, headers: {}, url: page, ...more } as never,
      ...{ html, ownOrigin: "https://parley.example", publicId: "abc" },
    }).map(({ code }) => code);

  it.each([
    ["nothing", line, {}, []],
    ["nothing, with the line in other words", `<SCRIPT data-inbox=abc src='${url}' defer></SCRIPT>`, {}, []],
    ["an answer that is no page", line, { status: 404 }, ["status"]],
    ["a file", line, { headers: { "content-type": "application/pdf" } }, ["noPage"]],
    ["no line", "<p>Tea</p>", {}, ["noScript"]],
    ["a line that is commented out", `<!-- ${line} -->`, {}, ["noScript"]],
    ["a line in a comment that never ends", `<!-- ${line}`, {}, ["noScript"]],
    ["an address that is none", line.replace(url, "https://[/widget.js"), {}, ["noScript"]],
    ["nothing, after a tag without an end in quotes", `<script src="x">"<meta"</script>${line}`, {}, []],
    ["another inbox", line.replace("abc", "xyz"), {}, ["otherInbox"]],
    ["another server", line.replace("parley.example", "old.example"), {}, ["otherServer"]],
    ["no TLS", line.replace("https:", "http:"), {}, ["insecure"]],
    [
      "a header",
      line,
      { headers: { "content-security-policy": "default-src 'self'" } },
      ["scriptForbidden", "connectForbidden"],
    ],
    [
      "a meta tag",
      `<meta http-equiv="Content-Security-Policy" content="connect-src &#39;self&#39;">${line}`,
      {},
      ["connectForbidden"],
    ],
  ])("is %s", (_, html, more, codes) => expect(found(html, more)).toEqual(codes));
});

it.each(["<!--", "<script ", "<meta ", "<script <!--", "<!-->"])(
  "a page of nothing but %s is read at once",
  (part) => {
    const from = process.cpuUsage();
    readPage(part.repeat((512 * 1024) / part.length));
    const { user, system } = process.cpuUsage(from);
    expect((user + system) / 1000).toBeLessThan(200);
  },
);
