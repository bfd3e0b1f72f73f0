import type { Names } from "./reference";

type Named = Pick<Names, "members" | "teams">;

/** Puts `@[Priya Nair](member:<id>)` in the place of every "@Priya Nair" that names a member or a team; the longest name wins. */
export function withMentions(text: string, { members, teams }: Named): string {
  if (!text.includes("@")) return text;
  const known = [
    ...[...members.values()]
      .filter((one) => one.isActive)
      .map(({ id, name }) => ({ name, token: `member:${id}` })),
    ...[...teams.values()].map(({ id, name }) => ({ name, token: `team:${id}` })),
  ].sort((a, b) => b.name.length - a.name.length);
  return text.replace(/(?<![\p{L}\p{N}@])@([^@\n]*)/gu, (whole, rest: string) => {
    const found = known.find(
      ({ name }) =>
        rest.toLowerCase().startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)),
    );
    return found ? `@[${found.name}](${found.token})${rest.slice(found.name.length)}` : whole;
  });
}
