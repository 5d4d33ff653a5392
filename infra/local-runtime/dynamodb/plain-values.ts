import type { AttributeValue } from './attribute-value.ts';

/** What is wrong with an attribute value, in AWS's words; undefined if nothing is. Writes numbers in their normal form. */
export type ComplainAbout = (value: AttributeValue) => string | undefined;

/** A whole number whose text is its normal form already. */
const normalInteger = /^(?:0|-?[1-9]\d{0,37})$/;

/** The check with a short way for what most items are made of: texts, whole numbers, maps and lists of them. */
export function checkedFast(complain: ComplainAbout): ComplainAbout {
  const check: ComplainAbout = (value) => {
    let type: string | undefined;
    for (const name in value) {
      if (type !== undefined) return complain(value);
      type = name;
    }
    switch (type) {
      case 'S':
        return undefined;
      case 'N':
        return normalInteger.test(value.N ?? '') ? undefined : complain(value);
      case 'L':
        for (const member of value.L ?? []) {
          const complaint = check(member);
          if (complaint !== undefined) return complaint;
        }
        return undefined;
      case 'M':
        for (const name in value.M) {
          const complaint = check(value.M[name] ?? {});
          if (complaint !== undefined) return complaint;
        }
        return undefined;
      default:
        return complain(value);
    }
  };
  return check;
}
