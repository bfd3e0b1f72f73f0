import { COMMON_PASSWORDS } from "./common-passwords";

/** NIST SP 800-63B-4 asks for length and a list of common ones, and against composition rules. */
export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;

/** What is wrong with a new password, in words for the person, or null. */
export function passwordProblem(password: string, about: { email: string; name?: string }): string | null {
  const folded = password.normalize("NFKC").toLowerCase();
  const length = [...folded].length;
  if (length < MIN_PASSWORD) return `Use at least ${MIN_PASSWORD} characters`;
  if (length > MAX_PASSWORD) return `Use up to ${MAX_PASSWORD} characters`;
  if (new Set(folded).size < 4) return "Use more than three different characters";
  if (holdsEmail(folded, about.email)) return "Do not use your e-mail as the password";
  if (about.name && folded.replaceAll(" ", "") === about.name.toLowerCase().replaceAll(" ", "")) {
    return "Do not use your name as the password";
  }
  if (COMMON_PASSWORDS.has(folded) || isRun(folded)) return "This password is too common. Choose another";
  return null;
}

function holdsEmail(folded: string, email: string): boolean {
  const [local = ""] = email.split("@");
  return folded.includes(email) || folded === local || folded === `${local}${local}`;
}

/** A walk up or down the alphabet or the digits: "abcdefghij", "9876543210". */
function isRun(text: string): boolean {
  const codes = [...text].map((c) => c.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return Math.abs(step) === 1 && codes.every((code, i) => i === 0 || code - codes[i - 1]! === step);
}
