import { Banner } from "../ui/banner";

/** What a form has to say as a whole: a refusal that belongs to no field, or that it worked. */
export function FormMessage({ message, done }: { message: string | null; done?: string | null }) {
  return (
    <div aria-live="polite">
      {message ? <Banner tone="danger" fact={message} role="alert" /> : null}
      {done ? <Banner tone="info" fact={done} role="status" /> : null}
    </div>
  );
}
