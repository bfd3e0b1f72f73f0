import type { ReactNode } from "react";

/** The head of a form page: what it is for, and one line more. */
export function AuthHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-6">
      <h1 className="text-balance font-[650] text-hero text-text tracking-[-0.022em]">{title}</h1>
      {children ? <p className="mt-1.5 text-message text-text-2">{children}</p> : null}
    </header>
  );
}

/** The line below a form that leads elsewhere. */
export function AuthFoot({ children }: { children: ReactNode }) {
  return <p className="mt-6 text-center text-body text-text-2">{children}</p>;
}

/** The look of a link inside text. */
export const textLink = "rounded-4 font-semibold text-primary-text hover:underline";
