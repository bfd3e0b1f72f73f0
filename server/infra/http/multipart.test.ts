import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { multipart } from "./multipart";

const part = (name: string, bytes: Buffer, contentType = "image/png") => ({
  ...{ field: "photo", name, contentType, size: bytes.length },
  open: async () => Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]),
});

it("is read by others as it was meant, and is as long as it says", async () => {
  const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 7, 200]);
  const { headers, body } = multipart({ chat_id: "5", caption: "Grüße\r\n--" }, [part("bild.png", bytes)]);
  const whole = await buffer(body);
  expect(headers["content-length"]).toBe(String(whole.length));
  const form = await new Response(new Uint8Array(whole), { headers }).formData();
  expect([form.get("chat_id"), form.get("caption")]).toEqual(["5", "Grüße\r\n--"]);
  const file = form.get("photo") as File;
  expect([file.name, file.type]).toEqual(["bild.png", "image/png"]);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
});

it("keeps a name from ending the line it stands in", async () => {
  const { headers, body } = multipart({}, [
    part('a"\r\nx-evil: 1.png', Buffer.from("12345"), "image/png\r\nx: 1"),
  ]);
  const whole = (await buffer(body)).toString();
  expect(whole).not.toMatch(/^x/m);
  const form = await new Response(whole, { headers }).formData();
  expect((form.get("photo") as File).size).toBe(5);
});

it("opens a file when its turn comes, so that none waits open", async () => {
  const began: string[] = [];
  const watched = (name: string) => {
    const { open, ...rest } = part(name, Buffer.alloc(200_000));
    const note = async () => {
      began.push(name);
      return open();
    };
    return { ...rest, open: note };
  };
  const { body, isWhole } = multipart({}, [watched("a.png"), watched("b.png")]);
  const pieces = body[Symbol.asyncIterator]();
  await pieces.next();
  await pieces.next();
  expect([began, isWhole()]).toEqual([["a.png"], false]);
  while (!(await pieces.next()).done);
  expect([began, isWhole()]).toEqual([["a.png", "b.png"], true]);
});

it.each([
  ["cannot be opened", () => Promise.reject(new Error("gone"))],
  [
    "breaks",
    async () =>
      new Readable({
        read() {
          this.destroy(new Error("gone"));
        },
      }),
  ],
])("breaks, and is not whole, where a file %s", async (_, open) => {
  const { body, isWhole } = multipart({}, [{ ...part("a.png", Buffer.alloc(9)), open }]);
  await expect(buffer(body)).rejects.toThrow("gone");
  expect([body.errored?.message, isWhole()]).toEqual(["gone", false]);
});

it("lets go of a file that has nothing to give, and of one that opens too late", async () => {
  for (const wait of [0, 50]) {
    const silent = new Readable({ read() {} });
    const open = () => new Promise<Readable>((done) => setTimeout(() => done(silent), wait));
    const { body } = multipart({}, [{ ...part("a.png", Buffer.alloc(9)), open }]);
    body.resume();
    await new Promise((done) => setTimeout(done, 20));
    body.destroy();
    await expect.poll(() => silent.destroyed).toBe(true);
  }
});
