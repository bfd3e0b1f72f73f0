import { expect, it } from "vitest";
import { chooseFiles } from "./file-rules";

const file = (name: string, type = "", size = 10) => ({ name, type, size }) as File;

it("takes pictures, sound, film, papers and archives by type or ending, and says why not the others", () => {
  const good = [file("a.png", "image/png"), file("b.docx"), file("c.7z"), file("voice", "audio/webm")];
  expect(chooseFiles(good, 0)).toEqual({ fitting: good, refusal: null });
  expect(chooseFiles([file("run.exe", "application/x-msdownload")], 0).refusal).toMatchObject({
    key: "wrongType",
  });
  expect(chooseFiles([file("page.html", "text/html")], 0).refusal).toMatchObject({ key: "wrongType" });
  expect(chooseFiles([file("film.mp4", "video/mp4", 41 * 1024 * 1024)], 0).refusal).toEqual({
    key: "tooLarge",
    values: { name: "film.mp4", size: "41.0 MB" },
  });
  expect(chooseFiles(good, 13)).toMatchObject({ fitting: good.slice(0, 2), refusal: { key: "tooMany" } });
});
