import type { HttpAnswer, LocalRuntime } from '#infra/local-runtime/boot.ts';
import { linkIn } from '../trial/people/customers.ts';
import { type Form, filledIn, formsOf, radioGroups } from '../trial/people/reply-page.ts';
import { mailsTo } from './stage.ts';

/** The page behind the newest link that was mailed to somebody: what a browser does with it. */
export class Visitor {
  readonly #runtime: LocalRuntime;
  readonly #path: string;
  page: HttpAnswer;

  /** Opens the link. */
  static async open(runtime: LocalRuntime, name: string): Promise<Visitor> {
    const path =
      mailsTo(runtime, name)
        .map(linkIn)
        .findLast((link) => link !== undefined) ?? '';
    return new Visitor(runtime, path, await runtime.http({ method: 'GET', path }));
  }

  private constructor(runtime: LocalRuntime, path: string, page: HttpAnswer) {
    this.#runtime = runtime;
    this.#path = path;
    this.page = page;
  }

  /** The question, and the page that asks to confirm: the first choice of each group that begins as wished. */
  async choose(wish: string, orderNumber: string): Promise<void> {
    for (let step = 0; step < 2; step++) {
      const form = this.#formWith('offer');
      if (!form) return;
      const chosen = [...radioGroups(form)].map(
        ([name, values]) => [name, values.find((value) => value.startsWith(wish)) ?? ''] as const,
      );
      await this.#send(form, new Map(chosen), orderNumber.slice(-4));
    }
  }

  /** Says whether the customer is content, where the page asks. @returns whether it did */
  async says(satisfaction: string): Promise<boolean> {
    const form = this.#formWith('satisfaction');
    if (form) await this.#send(form, new Map([['satisfaction', satisfaction]]), '');
    return form !== undefined;
  }

  #formWith(field: string): Form | undefined {
    return formsOf(this.page.body).find(
      ({ method, fields }) => method === 'post' && fields.some(({ name }) => name === field),
    );
  }

  async #send(form: Form, chosen: ReadonlyMap<string, string>, typed: string): Promise<void> {
    const body = filledIn(form, { chosen, ticked: new Set(), typed }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    this.page = await this.#runtime.http({ method: 'POST', path: this.#path, headers, body });
  }
}
