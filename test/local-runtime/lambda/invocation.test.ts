import { expect, test } from 'vitest';
import { Clock } from '#infra/local-runtime/clock.ts';
import { LambdaService } from '#infra/local-runtime/lambda/lambda-service.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import { type JsonObject, ServiceError } from '#infra/local-runtime/service.ts';

/** A function of a few lines, on a clock of its own; it reaches no service. */
function running(source: string) {
  const clock = new Clock(Date.UTC(2026, 0, 1));
  const refuse = async () => {
    throw new ServiceError('UnknownOperationException', 'this test has no services');
  };
  const about = { random: seededRandom(1), account: '000000000000', region: 'us-east-1' };
  const lines: string[] = [];
  const service = new LambdaService(
    { clock, ...about, call: refuse },
    { log: ({ text }) => lines.push(text), answer: refuse, call: refuse, fault: () => undefined },
  );
  service.define({
    name: 'f',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    handler: 'index.handler',
    code: { source },
    environment: {},
    timeoutSeconds: 10,
    memorySize: 128,
    deadLetterArn: undefined,
  });
  const invoke = async (Payload: JsonObject = {}) => {
    let answer: JsonObject | undefined;
    void service.operations.Invoke({ FunctionName: 'f', Payload }).then((given) => {
      answer = given;
    });
    await clock.drive(() => answer !== undefined);
    return answer;
  };
  return { clock, invoke, lines };
}

test('what a function does to its event changes nothing for others', async () => {
  const { invoke } = running('exports.handler = (event) => { event.records.push(2); event.a = 1; return event; };');
  const event = { records: [1] };
  expect(await invoke(event)).toMatchObject({ Payload: { records: [1, 2], a: 1 } });
  expect(event).toEqual({ records: [1] });
});

test('a function that hangs is ended when its time is over, and the next one begins anew', async () => {
  const { clock, invoke } = running(`
    let calls = 0;
    exports.handler = () => (++calls === 1 ? new Promise((resolve) => setTimeout(resolve, 60000)) : calls);`);
  const began = clock.now();
  expect(await invoke()).toMatchObject({
    FunctionError: 'Unhandled',
    Payload: { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('timed out after 10.00 seconds') },
  });
  expect(clock.now() - began).toBe(10_000);
});

test('a function keeps its memory between calls, its timers do not outlive them', async () => {
  const { clock, invoke, lines } = running(`
    let calls = 0;
    exports.handler = () => { setTimeout(() => console.log('late'), 1000); return ++calls; };`);
  expect(await invoke()).toMatchObject({ Payload: 1 });
  expect(await invoke()).toMatchObject({ Payload: 2 });
  await clock.drive(() => false, clock.now() + 60_000);
  expect(lines).toEqual([]);
});

test('time and chance are those of the runtime', async () => {
  const source = 'exports.handler = () => [Date.now(), Math.random(), crypto.randomUUID()];';
  const [first, second] = [await running(source).invoke(), await running(source).invoke()];
  expect(first).toEqual(second);
  expect(first).toMatchObject({ Payload: [Date.UTC(2026, 0, 1), expect.any(Number), expect.any(String)] });
});
