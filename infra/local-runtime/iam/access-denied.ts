import { ServiceError, type ServiceName } from '../service.ts';
import type { Verdict } from './role.ts';

interface Refusal {
  readonly user: string;
  readonly action: string;
  readonly resource: string;
  readonly refused: Verdict;
}

/** How a service says that somebody may not: most as the default, each of these in its own way. */
interface Manner {
  readonly code: string;
  readonly statusCode: number;
  /** The action as the service writes it. */
  readonly spelt?: (action: string) => string;
  readonly words?: (refusal: Refusal) => string;
}

const usual: Manner = { code: 'AccessDeniedException', statusCode: 400 };

const manners: Readonly<Partial<Record<ServiceName, Manner>>> = {
  cloudformation: { code: 'AccessDenied', statusCode: 403 },
  lambda: { code: 'AccessDeniedException', statusCode: 403 },
  sesv2: {
    code: 'AccessDeniedException',
    statusCode: 403,
    words: ({ user, action, resource }) =>
      `User \`${user}' is not authorized to perform \`${action}' on resource \`${resource}'`,
  },
  sns: { code: 'AuthorizationError', statusCode: 403, spelt: (action) => action.replace(/^sns/, 'SNS') },
  sqs: { code: 'AccessDenied', statusCode: 403, spelt: (action) => action.toLowerCase() },
};

/** The error with which a service refuses a call that the caller's role does not allow. */
export function accessDenied(service: ServiceName, refusal: Refusal): ServiceError {
  const { code, statusCode, spelt, words = usualWords } = manners[service] ?? usual;
  const action = spelt?.(refusal.action) ?? refusal.action;
  return new ServiceError(code, words({ ...refusal, action }), { statusCode });
}

function usualWords({ user, action, resource, refused }: Refusal): string {
  const why =
    refused === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}
