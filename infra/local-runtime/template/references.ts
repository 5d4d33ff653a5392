import { isObject } from '../json-fields.ts';
import type { Json } from '../service.ts';

/** The names that a value refers to by `Ref`, `Fn::GetAtt` and `Fn::Sub`; pseudo parameters may be among them. */
export function referencesOf(value: Json | undefined, found: string[] = []): string[] {
  if (Array.isArray(value)) {
    for (const item of value) referencesOf(item, found);
    return found;
  }
  if (!isObject(value)) return found;
  for (const [key, member] of Object.entries(value)) {
    if (key === 'Ref') found.push(String(member));
    else if (key === 'Fn::GetAtt') found.push(String(Array.isArray(member) ? member[0] : member).split('.')[0] ?? '');
    else if (key === 'Fn::Sub') {
      const template = Array.isArray(member) ? member[0] : member;
      for (const match of String(template).matchAll(/\$\{([^!}.]+)/g)) found.push(match[1] ?? '');
      if (Array.isArray(member)) referencesOf(member[1], found);
    } else referencesOf(member, found);
  }
  return found;
}
