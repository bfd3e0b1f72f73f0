import { expect, it } from "vitest";
import type { Outgoing, OutgoingFile } from "../outbound";
import { sendToGateway } from "./send";

const MB = 1024 * 1024;
const url = "https://app.example.com/f";
async function asked(file: Partial<OutgoingFile>, text = ""): Promise<[string, object]> {
  const calls: [string, object][] = [];
  const message: Outgoing = {
    ...{ correlationId: "x", to: [{ scope: "phone", value: "447700900123" }], text, extra: null },
    ...{ file: { name: "f", contentType: "", size: 1, url, ...file }, replyTo: "3EB0", route: null },
  };
  await sendToGateway(
    message,
    { baseUrl: "http://g", webhookSecret: "x" } as never,
    async (path, { json }) => {
      calls.push([path, json as object]);
      return { status: 200, json: { code: "SUCCESS", message: "", results: { message_id: "3EB1" } } };
    },
  );
  return calls[0]!;
}

it.each<[string, number, string, string]>([
  ["image/jpeg", 20 * MB, "/send/image", "image_url"],
  ["image/jpeg", 20 * MB + 1, "/send/file", "file_url"],
  ["image/webp", 1, "/send/file", "file_url"],
  ["video/mp4", 40 * MB, "/send/video", "video_url"],
  ["audio/mpeg", 16 * MB, "/send/audio", "audio_url"],
  ["audio/mpeg", 16 * MB + 1, "/send/file", "file_url"],
  ["application/pdf", 40 * MB, "/send/file", "file_url"],
])(
  "a file of %s with %i bytes goes where the gateway takes it: %s",
  async (contentType, size, path, field) => {
    const given = { [field]: url, reply_message_id: "3EB0" };
    expect(await asked({ contentType, size })).toMatchObject([path, given]);
  },
);

it("a sticker goes as one, with nothing that the gateway does not take beside it", async () => {
  expect(await asked({ contentType: "image/webp", isSticker: true })).toEqual([
    "/send/sticker",
    { phone: "447700900123@s.whatsapp.net", sticker_url: url },
  ]);
});
