/** ITU-T E.164 country codes of one or two digits; all others have three. */
const SHORT = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** "+447700900142" as "+44 7700 900142"; what is no E.164 stays as it is. */
export function formatPhone(phone: string): string {
  if (!/^\+\d{7,15}$/.test(phone)) return phone;
  const code = SHORT.exec(phone)?.[0] ?? phone.slice(0, 4);
  const rest = phone.slice(code.length);
  if (code === "+44" && rest.length === 10) {
    return rest.startsWith("2")
      ? `${code} ${rest.slice(0, 2)} ${rest.slice(2, 6)} ${rest.slice(6)}`
      : `${code} ${rest.slice(0, 4)} ${rest.slice(4)}`;
  }
  const groups = rest.match(/\d{2,3}(?=(\d{3})*\d{4}$)|\d{4}$|\d+/g) ?? [rest];
  return `${code} ${groups.join(" ")}`;
}
