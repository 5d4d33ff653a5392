/** A field of a form as HTML declares it. */
export interface Field {
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly checked: boolean;
}

export interface Form {
  readonly method: string;
  /** '' = the page itself. */
  readonly action: string;
  readonly fields: readonly Field[];
}

/** The forms of a page, read from its HTML: what a browser without script would send. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, tag = '', inside = '']) => {
    const attributes = attributesOf(tag);
    return {
      method: (attributes.get('method') ?? 'get').toLowerCase(),
      action: attributes.get('action') ?? '',
      fields: fieldsOf(inside),
    };
  });
}

function fieldsOf(html: string): Field[] {
  return [...html.matchAll(/<(input|button|textarea)\b([^>]*)>/gi)].flatMap(([, tag = '', rest = '']) => {
    const attributes = attributesOf(rest);
    const name = attributes.get('name') ?? '';
    const element = tag.toLowerCase();
    // A button without a name sends nothing, but being the first it is the one that Enter presses.
    if (attributes.has('disabled') || (!name && element !== 'button')) return [];
    const kind =
      element === 'textarea' ? element : (attributes.get('type') ?? (element === 'button' ? 'submit' : 'text'));
    const value = attributes.get('value') ?? (kind === 'checkbox' || kind === 'radio' ? 'on' : '');
    return [{ name, kind: kind.toLowerCase(), value, checked: attributes.has('checked') }];
  });
}

function attributesOf(tag: string): Map<string, string> {
  const found = tag.matchAll(/([a-z][a-z0-9-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi);
  return new Map(
    [...found].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decoded(double ?? single ?? bare ?? ''),
    ]),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return entities[name.toLowerCase()] ?? whole;
  });

/** What somebody puts into a form: one value per group of radio buttons, the boxes ticked, the text typed, and the comment. */
export interface Filling {
  readonly chosen: ReadonlyMap<string, string>;
  readonly ticked: ReadonlySet<string>;
  readonly typed: string;
  readonly comment?: string | undefined;
}

/** The fields that a browser sends for it: of the buttons the first, as Enter would. */
export function filledIn(form: Form, { chosen, ticked, typed, comment = '' }: Filling): URLSearchParams {
  const sent = new URLSearchParams();
  let pressed = false;
  for (const { name, kind, value, checked } of form.fields) {
    if (kind === 'radio') {
      if (chosen.has(name) ? chosen.get(name) === value : checked) sent.append(name, value);
    } else if (kind === 'checkbox') {
      if (checked || ticked.has(name)) sent.append(name, value);
    } else if (kind === 'submit') {
      if (!pressed && name) sent.append(name, value);
      pressed = true;
    } else if (kind === 'text' || kind === 'textarea') {
      sent.append(name, kind === 'text' ? typed : comment);
    } else if (kind === 'hidden') {
      sent.append(name, value);
    }
  }
  return sent;
}

/** The values of each group of radio buttons. */
export function radioGroups(form: Form): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, kind, value } of form.fields) {
    if (kind === 'radio') groups.set(name, [...(groups.get(name) ?? []), value]);
  }
  return groups;
}
