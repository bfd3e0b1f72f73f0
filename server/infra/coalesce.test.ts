import { expect, it } from "vitest";
import { AppError } from "../core/errors";
import { coalesce } from "./coalesce";

const later = (ms: number) => new Promise((done) => setTimeout(done, ms));

it("joins what is asked at the same time, and what comes meanwhile into the next run", async () => {
  const runs: number[][] = [];
  const double = coalesce(
    async (items: readonly number[]) => {
      runs.push([...items]);
      await later(10);
      return items.map((n) => n * 2);
    },
    { most: 3, runs: 1 },
  );
  const first = Promise.all([1, 2, 3, 4].map(double));
  await later(3);
  expect(await Promise.all([first, double(5)])).toEqual([[2, 4, 6, 8], 10]);
  expect(runs).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

it("keeps items of one key apart, in their order, while others go on", async () => {
  const open = new Set<string>();
  const done: string[] = [];
  const take = coalesce(
    async (items: readonly string[]) => {
      const keys = items.map(([key]) => key!);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(open.has(key)).toBe(false);
      for (const key of keys) open.add(key);
      await later(5);
      for (const key of keys) open.delete(key);
      done.push(...items);
      return [...items];
    },
    { most: 10, runs: 2, lane: ([key]) => key!, twin: ([key]) => key! },
  );
  await Promise.all(["a1", "a2", "b1", "a3", "c1"].map(take));
  expect(done.filter(([key]) => key === "a")).toEqual(["a1", "a2", "a3"]);
  expect(done.sort()).toEqual(["a1", "a2", "a3", "b1", "c1"]);
});

it("a bad item fails alone", async () => {
  const half = coalesce(
    async (items: readonly number[]) => {
      if (items.some((n) => n % 2)) throw new Error(`odd among ${items.length}`);
      return items.map((n) => n / 2);
    },
    { most: 10, runs: 1 },
  );
  const answers = await Promise.allSettled([2, 3, 4].map(half));
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(answers[1]).toMatchObject({ reason: { message: "odd among 1" } });
});

it("lets a lane's items go together in their order, but not with their twins, and nothing pass by what is too heavy", async () => {
  const runs: string[][] = [];
  const take = coalesce(
    async (items: readonly string[]) => {
      runs.push([...items]);
      await later(3);
      return [...items];
    },
    {
      ...{ most: 10, runs: 1, lane: ([key]) => key!, twin: (item) => item },
      weight: { of: (item) => item.length, most: 8 },
    },
  );
  await Promise.all(["a1", "a2", "a1", "a3", "b1", "long one", "c1"].map(take));
  expect(runs).toEqual([["a1", "a2", "b1"], ["a1", "a3"], ["long one"], ["c1"]]);
});

it("that what they need is away ends all of them at once: none waits for it again", async () => {
  let runs = 0;
  const fail = coalesce(
    async (): Promise<never[]> => {
      runs++;
      throw new AppError("unavailable", "away");
    },
    { most: 10, runs: 1 },
  );
  const answers = await Promise.allSettled([1, 2, 3].map(fail));
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(runs).toBe(1);
});
