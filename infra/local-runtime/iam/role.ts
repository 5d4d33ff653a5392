import type { JsonObject } from '../service.ts';
import type { Facts } from './conditions.ts';
import { readPolicy, type Statement } from './policy-document.ts';

/** `unmentioned`: no policy allows it, none denies it. */
export type Verdict = 'allowed' | 'denied' | 'unmentioned';

/** A role with its identity policies; each pair of action and resource is worked out once. */
export class Role {
  readonly name: string;
  readonly arn: string;
  readonly #facts: Facts;
  readonly #statements: Statement[] = [];
  readonly #verdicts = new Map<string, Map<string, Verdict>>();

  constructor(name: string, arn: string, facts: Facts) {
    this.name = name;
    this.arn = arn;
    this.#facts = facts;
  }

  attach(document: JsonObject, where: string): void {
    this.#statements.push(...readPolicy(document, this.#facts, where));
    this.#verdicts.clear();
  }

  verdict(action: string, resource: string): Verdict {
    let ofAction = this.#verdicts.get(action);
    if (!ofAction) {
      ofAction = new Map();
      this.#verdicts.set(action, ofAction);
    }
    const known = ofAction.get(resource);
    if (known) return known;
    const found = this.#judge(action, resource);
    ofAction.set(resource, found);
    return found;
  }

  /** One statement that denies outweighs all that allow. */
  #judge(action: string, resource: string): Verdict {
    const effects = this.#statements.filter((one) => one.covers(action, resource)).map(({ effect }) => effect);
    if (effects.includes('Deny')) return 'denied';
    return effects.includes('Allow') ? 'allowed' : 'unmentioned';
  }
}
