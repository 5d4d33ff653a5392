import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '#infra/bundle.ts';
import { boot } from '#infra/local-runtime/boot.ts';
import { standIns } from '#infra/local-runtime/sdk/stand-ins.ts';
import { assembly } from '#test/support/synthesize.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';

const root = join(import.meta.dirname, '../../..');
const entry = 'test/local-runtime/fixtures/handlers/every-command.ts';
const name = 'ordermend-dev-detect-orders';

/** What a function sees of every command that it sends, bundled with the SDK or with the stand-ins for it. */
async function seenWith(instead?: typeof standIns) {
  using tree = temporaryTree({});
  const folder = bundle([entry], { root, outDir: tree.root, ...(instead && { instead }) }).get(entry)!;
  await using runtime = await boot({ assembly, code: new Map([[name, folder]]) });
  return await runtime.invoke(name, {});
}

test('a stand-in of the SDK answers every command, refuses and draws ids as the SDK does', async () => {
  const seen = await seenWith(standIns);
  const refusals = (seen as { name?: string }[]).map((each) => each.name).filter(Boolean);
  expect(refusals).toEqual([
    'ConditionalCheckFailedException',
    'TransactionCanceledException',
    'ValidationException',
    'AccessDeniedException',
    'AccessDeniedException',
  ]);
  expect(seen).toEqual(await seenWith());
});
