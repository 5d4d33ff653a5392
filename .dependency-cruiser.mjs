/** The import rules of docs/architecture.md, one sentence each; run by `npm run check`. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to });

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no first module to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    rule(
      'domain-is-pure',
      'shared/domain holds words and rules: zod and small pure libraries only.',
      '^shared/domain',
      {
        path: '^(shared/(adapters|lambda|html)|functions|infra|test)|node_modules/(@aws-sdk|@middy|@aws-lambda-powertools|hono|aws-cdk-lib)',
      },
    ),
    rule('html-is-pure', 'shared/html frames pages and mails: no services behind it.', '^shared/html', {
      path: '^(shared/(adapters|lambda)|functions|infra|test)|node_modules/(@aws-sdk|@middy|@aws-lambda-powertools|aws-cdk-lib)',
    }),
    rule('adapters-speak-to-services-only', 'shared/adapters wrap the AWS SDK in domain words.', '^shared/adapters', {
      path: '^(shared/lambda|functions|infra|test)',
    }),
    rule('lambda-frame-knows-no-function', 'shared/lambda frames handlers and knows none of them.', '^shared/lambda', {
      path: '^(functions|infra|test)',
    }),
    {
      name: 'only-adapters-use-the-sdk',
      comment:
        'An SDK client is reached through shared/adapters, so that error paths live in one place; its stand-ins marshal as it does.',
      severity: 'error',
      from: { path: '^(functions|shared|infra)', pathNot: '^(shared/adapters|infra/local-runtime/sdk)/' },
      to: { path: 'node_modules/@aws-sdk' },
    },
    rule(
      'a-type-is-an-island',
      'A type imports its own folder and shared/**, never another type nor the catalog.',
      '^functions/exception-types/([^/]+)/',
      {
        path: '^functions/',
        pathNot: '^functions/exception-types/($1/|exception-type\\.ts)',
      },
    ),
    {
      name: 'type-rules-are-pure',
      comment: 'What a type finds, decides and says is data and pure functions; only its handlers reach services.',
      severity: 'error',
      from: { path: '^functions/exception-types/[^/]+/', pathNot: '\\.handler\\.tsx?$' },
      to: { path: '^shared/(adapters|lambda)|node_modules/(@aws-sdk|@middy|@aws-lambda-powertools)' },
    },
    {
      name: 'no-function-names-a-type',
      comment: 'Shared functions ask the catalog; only the catalog names a type.',
      severity: 'error',
      from: { path: '^functions/', pathNot: '^functions/exception-types/' },
      to: { path: '^functions/exception-types/[^/]+/' },
    },
    {
      name: 'infra-takes-handlers-by-path',
      comment: 'The stacks name handlers by their file; importing one would run product code in the synth.',
      severity: 'error',
      from: { path: '^infra/' },
      to: {
        path: '^(functions|test)/',
        pathNot:
          '^functions/exception-types/(catalog|exception-type|[^/]+/(definition|detect|policy|messages))\\.tsx?$',
      },
    },
    rule(
      'the-local-runtime-knows-cloudformation-only',
      'infra/local-runtime reads cdk.out and imports nothing of the product.',
      '^infra/local-runtime',
      {
        path: '^(functions|shared|test|infra/(?!local-runtime))',
      },
    ),
    rule('product-code-imports-no-test', 'Nothing that ships depends on a test.', '^(functions|shared|infra)', {
      path: '^test/',
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
