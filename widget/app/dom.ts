import { type Child, nodes, type VNode } from "../jsx/jsx-runtime";

/**
 * Makes the children of `parent` what `child` says, with keys, refs at birth and nothing more: 0.6 KB gz with the JSX runtime,
 * where Preact's core takes 4.6. `before` is what the last call for this parent returned.
 */
export function patch(parent: Element, before: VNode[], child: Child): VNode[] {
  const after = nodes(child);
  const free = new Set(before);
  for (const next of after) {
    for (const old of free) {
      if (old.tag !== next.tag || old.key !== next.key) continue;
      free.delete(old);
      update(next, old);
      break;
    }
    if (!next.node) create(next, parent);
  }
  // Leavers go first: what stays then keeps its place, and with it focus and scroll.
  for (const old of free) old.node!.remove();
  let place = parent.firstChild;
  for (const { node } of after) {
    if (node === place) place = place!.nextSibling;
    else parent.insertBefore(node!, place);
  }
  return after;
}

function create(next: VNode, parent: Element): void {
  const { tag, props } = next;
  if (!tag) {
    next.node = document.createTextNode(next.text!);
    return;
  }
  const space = tag === "svg" ? "http://www.w3.org/2000/svg" : parent.namespaceURI;
  const node = document.createElementNS(space, tag);
  next.node = node;
  for (const name in props) set(node, name, props[name]);
  next.kids = patch(node, [], next.kids);
  (props.ref as ((node: Element) => void) | undefined)?.(node);
}

function update(next: VNode, old: VNode): void {
  next.node = old.node!;
  if (!next.tag) {
    if (next.text !== old.text) next.node.textContent = next.text!;
    return;
  }
  const node = next.node as Element;
  for (const name in { ...old.props, ...next.props }) {
    if (old.props[name] !== next.props[name]) set(node, name, next.props[name]);
  }
  next.kids = patch(node, old.kids, next.kids);
}

/** Attributes, and handlers as properties. Never `style`, which a strict CSP refuses. */
function set(node: Element, name: string, value: unknown): void {
  if (name === "children" || name === "ref") return;
  if (name.startsWith("on")) (node as unknown as Record<string, unknown>)[name.toLowerCase()] = value ?? null;
  else if (value == null || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}
