import { textDifference } from './conditions.ts';
import { type Expression, isExpression, isPath, type Operand } from './dynalite.ts';
import type { ItemEntry } from './item-collection.ts';

/** The texts that an attribute has in some rows: all lie between these two. */
interface Span {
  least: string;
  greatest: string;
}

/** What can be said of neighbouring rows without looking at each of them. */
export class BlockSummary {
  readonly size: number;
  /** The size of all of them together. */
  readonly bytes: number;
  readonly #entries: readonly ItemEntry[];
  readonly #spans = new Map<string, Span | undefined>();

  constructor(entries: readonly ItemEntry[]) {
    let bytes = 0;
    for (const { held } of entries) bytes += held.bytes;
    this.size = entries.length;
    this.bytes = bytes;
    this.#entries = entries;
  }

  static of(entries: readonly ItemEntry[]): BlockSummary {
    return new BlockSummary(entries);
  }

  /** False = none of the rows fulfils the condition. Only BETWEEN two texts, and what is made of it by AND and OR, tells. */
  mayFulfil({ type, args }: Expression): boolean {
    switch (type) {
      case 'and':
        return this.mayFulfil(args[0] as Expression) && this.mayFulfil(args[1] as Expression);
      case 'or':
        return this.mayFulfil(args[0] as Expression) || this.mayFulfil(args[1] as Expression);
      case 'between':
        return this.#mayBeBetween(args[0]!, textOf(args[1]!), textOf(args[2]!));
      default:
        return true;
    }
  }

  #mayBeBetween(attribute: Operand, lower: string | undefined, upper: string | undefined): boolean {
    if (!isPath(attribute) || attribute.length > 1 || lower === undefined || upper === undefined) return true;
    const span = this.#spanOf(String(attribute[0]));
    return span !== undefined && textDifference(span.greatest, lower) >= 0 && textDifference(span.least, upper) <= 0;
  }

  /** Nothing = the attribute is a text in none of the rows. */
  #spanOf(name: string): Span | undefined {
    if (this.#spans.has(name)) return this.#spans.get(name);
    let span: Span | undefined;
    for (const { held } of this.#entries) {
      const text = held.item[name]?.S;
      if (text === undefined) continue;
      span ??= { least: text, greatest: text };
      if (textDifference(text, span.least) < 0) span.least = text;
      if (textDifference(text, span.greatest) > 0) span.greatest = text;
    }
    this.#spans.set(name, span);
    return span;
  }
}

const textOf = (operand: Operand) => (isPath(operand) || isExpression(operand) ? undefined : operand.S);
