// One cold start: loads a bundle, calls its handler once, prints both times. What the handler makes of the empty
// answers does not matter, only that it has called.
const { performance } = require('node:perf_hooks');

async function main([bundle, event]) {
  const began = performance.now();
  const { handler } = require(bundle);
  const loaded = performance.now();
  const context = { awsRequestId: 'r-1', functionName: 'bench', getRemainingTimeInMillis: () => 30_000 };
  const ended = await Promise.resolve()
    .then(() => handler(JSON.parse(event), context))
    .then(
      () => 'answered',
      (error) => `threw ${error.name}: ${error.message}`,
    );
  const called = performance.now();
  process.stdout.write(JSON.stringify({ init: loaded - began, initAndFirst: called - began, ended }), () =>
    process.exit(),
  );
}

main(process.argv.slice(2));
