/** As much of the DOM as widget/app/dom.ts uses, and it counts what is moved. */
export class FakeNode {
  parent: FakeNode | null = null;
  childNodes: FakeNode[] = [];
  attributes = new Map<string, string>();
  namespaceURI: string | null = "http://www.w3.org/1999/xhtml";
  moves = 0;
  [handler: `on${string}`]: unknown;

  constructor(
    readonly tag: string,
    public textContent: string | null = null,
  ) {}

  get firstChild(): FakeNode | null {
    return this.childNodes[0] ?? null;
  }
  get nextSibling(): FakeNode | null {
    const siblings = this.parent!.childNodes;
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  insertBefore(node: FakeNode, place: FakeNode | null): void {
    if (node.parent) node.moves++;
    node.remove();
    this.childNodes.splice(place ? this.childNodes.indexOf(place) : this.childNodes.length, 0, node);
    node.parent = this;
  }
  remove(): void {
    if (!this.parent) return;
    this.parent.childNodes.splice(this.parent.childNodes.indexOf(this), 1);
    this.parent = null;
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  html(): string {
    if (!this.tag) return this.textContent ?? "";
    const given = [...this.attributes].map(([name, value]) => ` ${name}="${value}"`).join("");
    return `<${this.tag}${given}>${this.childNodes.map((child) => child.html()).join("")}</${this.tag}>`;
  }
}

export const fakeDocument = {
  createElementNS(space: string, tag: string): FakeNode {
    const node = new FakeNode(tag);
    node.namespaceURI = space;
    return node;
  },
  createTextNode: (text: string) => new FakeNode("", text),
};
