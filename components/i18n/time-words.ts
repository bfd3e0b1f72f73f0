const WEEKDAYS: Record<string, string> = {
  ...{ domingo: "sunday", segunda: "monday", terca: "tuesday", quarta: "wednesday" },
  ...{ quinta: "thursday", sexta: "friday", sabado: "saturday" },
};
const MONTHS =
  "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro".split(" ");
const ENGLISH_MONTHS =
  "january february march april may june july august september october november december".split(" ");
const NUMBERS: Record<string, number> = {
  ...{ um: 1, uma: 1, dois: 2, duas: 2, tres: 3, quatro: 4, cinco: 5, seis: 6, sete: 7, oito: 8, nove: 9 },
  ...{ dez: 10, quinze: 15, vinte: 20, trinta: 30 },
};
const UNITS: Record<string, string> = { m: "minutes", h: "hours", d: "days", s: "weeks" };
const unitOf = (word: string) => (word.startsWith("mes") ? "months" : UNITS[word[0]!]!);
const clock = (hour: string, minute = "00") => `at ${hour}:${minute}`;

/** In order: a longer saying comes before those it contains. Read without accents. */
const PORTUGUESE: readonly [RegExp, (...found: string[]) => string][] = [
  [/\bdepois de amanha\b/g, () => "in 2 days"],
  [/\bamanha\b/g, () => "tomorrow"],
  [/\bhoje\b/g, () => "today"],
  [/\bontem\b/g, () => "yesterday"],
  [/\b(?:em|daqui a|dentro de) meia hora\b/g, () => "in 30 minutes"],
  [
    /\b(?:em|daqui a|dentro de) (\d+|[a-z]+) ?(min(?:uto)?s?|h|horas?|dias?|semanas?|mes(?:es)?)\b/g,
    (_, count, unit) => `in ${NUMBERS[count!] ?? count} ${unitOf(unit!)}`,
  ],
  [/\b(?:na )?(?:proxima semana|semana que vem)\b/g, () => "next week"],
  [/\b(?:no )?(?:proximo mes|mes que vem)\b/g, () => "next month"],
  [
    /\b(?:(?:n?[ao]|nest[ae]|proxim[ao]) )*(domingo|segunda|terca|quarta|quinta|sexta|sabado)(?:[- ]feira)?(?: que vem)?\b/g,
    (_, day) => WEEKDAYS[day!]!,
  ],
  [
    new RegExp(`\\b(\\d{1,2})[oº]? de (${MONTHS.join("|")})(?: de (\\d{4}))?`, "g"),
    (_, day, month, year = "") => `${day} ${ENGLISH_MONTHS[MONTHS.indexOf(month!)]} ${year}`,
  ],
  [/\b(?:ao )?meio[- ]dia\b/g, () => clock("12")],
  [/\b(?:a )?meia[- ]noite\b/g, () => clock("0")],
  [
    /\b(?:a|as|pelas) (\d{1,2})(?: ?(?:h(?:oras?)?|:) ?(\d\d)?)?\b/g,
    (_, hour, minute) => clock(hour!, minute),
  ],
  [/\b(\d{1,2}) ?h(?:oras?)?(\d\d)?\b/g, (_, hour, minute) => clock(hour!, minute)],
  [/\b(?:de|pela|a) manha\b/g, () => clock("9")],
  [/\b(?:de|pela|a) tarde\b/g, () => clock("15")],
  [/\b(?:de|a) noite\b/g, () => clock("20")],
];

/** A time as its language says it, in the English words that are read: "sexta às 15h" as "friday at 15:00". */
export function timeInEnglish(words: string, locale: string): string {
  if (!locale.startsWith("pt")) return words;
  const plain = words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
  return PORTUGUESE.reduce((said, [pattern, english]) => said.replace(pattern, english as never), plain);
}
