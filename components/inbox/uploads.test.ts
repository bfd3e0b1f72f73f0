import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createUploads } from "./uploads";

const sent: string[] = [];

class Request {
  upload = {};
  open() {}
  setRequestHeader() {}
  abort() {}
  send(file: File) {
    sent.push(file.name);
  }
}

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal("XMLHttpRequest", Request);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** What fits is known later. */
function known() {
  let resolve = (_files: File[]) => {};
  const promise = new Promise<File[]>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const file = (name: string) => new File(["x"], name, { type: "text/plain" });
const names = (uploads: ReturnType<typeof createUploads>) => uploads.of("a.reply").map(({ name }) => name);

test("what is chosen is on its way at once, so that no reply leaves without it", async () => {
  const uploads = createUploads("acme");
  const label = file("label.txt");
  const { promise, resolve } = known();
  const added = uploads.add("a.reply", [label, file("program.exe")], promise);
  expect(uploads.of("a.reply").map(({ state }) => state)).toEqual(["running", "running"]);
  expect(sent).toEqual([]);
  resolve([label]);
  await added;
  expect(names(uploads)).toEqual(["label.txt"]);
  expect(sent).toEqual(["label.txt"]);
});

test("what is taken away before it is known to fit is not sent", async () => {
  const uploads = createUploads("acme");
  const { promise, resolve } = known();
  const label = file("label.txt");
  const added = uploads.add("a.reply", [label], promise);
  uploads.remove("a.reply", uploads.of("a.reply")[0]!.key);
  resolve([label]);
  await added;
  expect(names(uploads)).toEqual([]);
  expect(sent).toEqual([]);
});

test("where it cannot be known what fits, all goes its way", async () => {
  const uploads = createUploads("acme");
  await uploads.add("a.reply", [file("label.txt"), file("b.txt")], Promise.reject(new Error("broken")));
  expect(sent).toEqual(["label.txt", "b.txt"]);
});

test("only of a picture that fits a preview is made", async () => {
  const made = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:1");
  const uploads = createUploads("acme");
  const { promise, resolve } = known();
  const [small, large] = ["small.png", "large.png"].map(
    (name) => new File(["x"], name, { type: "image/png" }),
  );
  const added = uploads.add("a.reply", [small!, large!], promise);
  expect(made).not.toHaveBeenCalled();
  resolve([small!]);
  await added;
  expect(made.mock.calls).toEqual([[small]]);
  expect(uploads.of("a.reply")).toMatchObject([{ name: "small.png", preview: "blob:1" }]);
});
