/** One path part of a REST API with its methods and the parts below it. */
export class RouteNode<T> {
  readonly part: string;
  readonly path: string;
  readonly methods = new Map<string, T>();
  readonly children: RouteNode<T>[] = [];

  constructor(part: string, parent?: RouteNode<T>) {
    this.part = part;
    this.path = parent ? `${parent.path.replace(/\/$/, '')}/${part}` : '/';
    parent?.children.push(this);
  }

  /** The node for the parts of a path, a literal part before a parameter, that before a greedy one. */
  find(parts: readonly string[], parameters: Record<string, string> = {}): FoundRoute<T> | undefined {
    const [first, ...rest] = parts;
    if (first === undefined) return { node: this, parameters };
    for (const child of [...this.children].sort((a, b) => a.#rank() - b.#rank())) {
      const greedy = /^\{(.+)\+\}$/.exec(child.part)?.[1];
      if (greedy !== undefined) {
        return { node: child, parameters: { ...parameters, [greedy]: parts.join('/') } };
      }
      const name = /^\{(.+)\}$/.exec(child.part)?.[1];
      if (name === undefined && child.part !== first) continue;
      const found = child.find(rest, name === undefined ? parameters : { ...parameters, [name]: first });
      if (found) return found;
    }
    return undefined;
  }

  #rank(): number {
    if (this.part.endsWith('+}')) return 2;
    return this.part.startsWith('{') ? 1 : 0;
  }
}

export interface FoundRoute<T> {
  readonly node: RouteNode<T>;
  readonly parameters: Readonly<Record<string, string>>;
}
