import type { JSX as PreactJSX } from "preact";

/**
 * What JSX becomes in the widget's files (`@jsxImportSource @/widget/jsx`): plain nodes for `patch` in app/dom.ts. Components
 * are functions without state, called where they stand. The types are Preact's, so that Preact could take their place.
 */
export type Child = VNode | string | number | boolean | null | undefined | Child[];
export type VNode = {
  /** Empty for a text. */
  tag: string;
  props: Record<string, unknown>;
  kids: VNode[];
  key?: string | number;
  text?: string;
  node?: Element | Text;
};

// biome-ignore lint/suspicious/noExplicitAny: a component's props are its own business
type Component = (props: any) => Child;

export declare namespace JSX {
  type Element = VNode;
  type ElementType = keyof PreactJSX.IntrinsicElements | Component;
  type IntrinsicElements = PreactJSX.IntrinsicElements;
  type IntrinsicAttributes = { key?: string | number };
  type ElementChildrenAttribute = { children: unknown };
}

export function jsx(
  tag: string | Component,
  props: { children?: Child; [name: string]: unknown },
  key?: string | number,
): VNode {
  if (typeof tag === "string") return { tag, props, kids: nodes(props.children), key };
  const made = tag(props) as VNode;
  if (made && key !== undefined) made.key = key;
  return made;
}

export { jsx as jsxs };

/** `<>…</>`: its children stand where it stands. */
export function Fragment({ children }: { children?: Child }): Child {
  return children;
}

export function nodes(child: Child): VNode[] {
  if (Array.isArray(child)) return child.flatMap(nodes);
  if (child == null || child === "" || typeof child === "boolean") return [];
  return [typeof child === "object" ? child : { tag: "", props: {}, kids: [], text: String(child) }];
}
