import { describe, expect, it } from 'vitest';
import { entriesOf, TaskNotFound, tokensOf } from '#infra/checks/definition-tokens.ts';

const folders = ['functions/exception-types/late-parcel', 'functions/decisions'];
const own = 'functions/exception-types/late-parcel/ask-carrier.handler.ts';
const shared = 'functions/decisions/ask-carrier.handler.ts';

describe('a token of a definition', () => {
  it('is found wherever it stands, once', () => {
    expect(tokensOf('"${askCarrier}" "${close}" "${askCarrier}" "{% $states.input %}"')).toEqual([
      'askCarrier',
      'close',
    ]);
  });

  it('is the handler of its name, kebab-cased, in the first folder that has one', () => {
    expect(entriesOf('${askCarrier}', folders, [shared])).toEqual(new Map([['askCarrier', shared]]));
    expect(entriesOf('${askCarrier}', folders, [shared, own])).toEqual(new Map([['askCarrier', own]]));
  });

  it('without a handler stops the synth and says where one was looked for', () => {
    expect(() => entriesOf('${askCarrier}', folders, [])).toThrow(TaskNotFound);
    expect(() => entriesOf('${askCarrier}', folders, [])).toThrow(own);
  });

  it('is not served by the handler of another type', () => {
    const elsewhere = 'functions/exception-types/out-of-stock/ask-carrier.handler.ts';
    expect(() => entriesOf('${askCarrier}', folders, [elsewhere])).toThrow(TaskNotFound);
  });
});
