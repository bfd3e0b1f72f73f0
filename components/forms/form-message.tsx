import { Banner } from "../ui/banner";

/** What a form has to say as a whole: a refusal that belongs to no field, or that it worked. */
export function FormMessage({ message, done }: { message: string | null; done?: string | null }) {
  if (message) return <Banner tone="danger" fact={message} role="alert" />;
  return done ? <Banner tone="info" fact={done} role="status" /> : null;
}
