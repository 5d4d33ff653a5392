/** `Date` as a function sees it: what reads the present reads the runtime's clock, all else is the real Date. */
export function virtualDate(now: () => number): DateConstructor {
  const date: DateConstructor = new Proxy(Date, {
    apply: () => new Date(now()).toString(),
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget === date ? target : newTarget),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  return date;
}
