import type { DocumentPath } from './attribute-value.ts';
import { textDifference } from './conditions.ts';
import { type Expression, isExpression, isPath, type Operand } from './dynalite.ts';
import type { SizedItem } from './item-size.ts';
import type { Summary } from './sorted-entries.ts';

interface Row {
  readonly held: SizedItem;
}

/** Between these two lie all texts that an attribute has in some rows, and perhaps had before. */
interface Span {
  least: string;
  greatest: string;
}

/**
 * What can be said of neighbouring rows without looking at each of them. A row that changes widens the spans: rows are
 * found by when they were written last, and of that a span is as good as one made anew.
 */
export class BlockSummary implements Summary<Row> {
  #size = 0;
  #bytes = 0;
  readonly #entries: readonly Row[];
  /** By attribute; of none until somebody asks for it. No span = it is a text in none of the rows. */
  readonly #spans = new Map<string, Span | undefined>();

  /** `entries` stay those that are summed up here. */
  constructor(entries: readonly Row[]) {
    this.#entries = entries;
    for (const entry of entries) this.enter(entry);
  }

  get size(): number {
    return this.#size;
  }

  /** The size of all of them together. */
  get bytes(): number {
    return this.#bytes;
  }

  enter({ held }: Row): void {
    this.#size++;
    this.#bytes += held.bytes;
    for (const [name, span] of this.#spans) this.#spans.set(name, widened(span, held.item[name]?.S));
  }

  leave({ held }: Row): void {
    this.#size--;
    this.#bytes -= held.bytes;
  }

  /** False = none of the rows fulfils the condition. */
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
    if (!isAttribute(attribute) || lower === undefined || upper === undefined) return true;
    const span = this.#spanOf(String(attribute[0]));
    return span !== undefined && textDifference(span.greatest, lower) >= 0 && textDifference(span.least, upper) <= 0;
  }

  #spanOf(name: string): Span | undefined {
    if (this.#spans.has(name)) return this.#spans.get(name);
    let span: Span | undefined;
    for (const { held } of this.#entries) span = widened(span, held.item[name]?.S);
    this.#spans.set(name, span);
    return span;
  }
}

/** Whether a summary can ever rule a condition out: by BETWEEN two texts, and what is made of that by AND and OR. */
export function isSummable({ type, args }: Expression): boolean {
  switch (type) {
    case 'and':
      return isSummable(args[0] as Expression) || isSummable(args[1] as Expression);
    case 'or':
      return isSummable(args[0] as Expression) && isSummable(args[1] as Expression);
    default:
      return type === 'between' && isAttribute(args[0]!) && textOf(args[1]!) !== undefined;
  }
}

function widened(span: Span | undefined, text: string | undefined): Span | undefined {
  if (text === undefined) return span;
  if (!span) return { least: text, greatest: text };
  if (textDifference(text, span.least) < 0) span.least = text;
  if (textDifference(text, span.greatest) > 0) span.greatest = text;
  return span;
}

const isAttribute = (operand: Operand): operand is DocumentPath => isPath(operand) && operand.length === 1;

const textOf = (operand: Operand) => (isPath(operand) || isExpression(operand) ? undefined : operand.S);
