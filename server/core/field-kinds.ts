/** How a question for one of the tenant's own attributes is asked, by the attribute's kind. */
export const FIELD_OF_ATTRIBUTE = {
  text: "text",
  number: "number",
  currency: "number",
  percent: "number",
  link: "link",
  date: "date",
  list: "select",
  checkbox: "checkbox",
} as const;
