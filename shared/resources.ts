/** Names that the stacks give and the handlers read: one place, so that neither side can drift. */

/** Every environment variable that a handler may ask for; infra sets no other. */
export const environmentVariables = [
  'ORDERS_TABLE',
  'PAYMENTS_TABLE',
  'INVENTORY_TABLE',
  'SHIPMENTS_TABLE',
  'CASES_TABLE',
  /** Which of the source tables feeds this detector: `orders`, `payments`, `inventory` or `shipments`. */
  'SOURCE_TABLE',
  'DEMAND_QUEUE_URL',
  /** + the exception type. */
  'STATE_MACHINE_ARN_PREFIX',
  'REFUND_MACHINE_ARN',
  'EVENT_BUS_NAME',
  /** Name of the parameter that says what is switched on. */
  'OPERATIONS_PARAMETER',
  'LINK_SECRET_ARN',
  /** Without a slash at its end; a link is `<base>/r/<token>`. */
  'REPLY_BASE_URL',
  'MAIL_FROM',
  'MAIL_CONFIGURATION_SET',
  /** + `<type>-<severity>`. */
  'ALERT_TOPIC_ARN_PREFIX',
  /** The product's thresholds as JSON. */
  'SETTINGS',
  /** Where the events that went out are counted. */
  'METRICS_NAMESPACE',
] as const;
export type EnvironmentVariable = (typeof environmentVariables)[number];

export const alertSeverities = ['critical', 'warning'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** Names the product in logs, and in the dimensions of every metric beside the type. */
export const service = 'ordermend';

/** Events that are counted, each a metric by type: what a shop asks about first, for CloudWatch charges for each of them. */
export const countedEvents = [
  'ExceptionDetected',
  'ExceptionResolved',
  'ExceptionEscalated',
  'RefundRequested',
] as const;

export const casesIndexes = { due: 'due', opened: 'opened' } as const;

/** Everything is named by its stage, so that stages share an account without meeting. */
export function namesOf(stage: string) {
  const prefix = `ordermend-${stage}`;
  return {
    prefix,
    /** In CloudWatch. */
    metrics: prefix,
    eventBus: prefix,
    stateMachine: (type: string) => `${prefix}-${type}`,
    refundMachine: `${prefix}-refund`,
    alertTopic: (type: string, severity: AlertSeverity) => `${prefix}-${type}-${severity}`,
    operationsTopic: `${prefix}-operations`,
    operationsParameter: `/ordermend/${stage}/operations`,
    /** Where staff's command finds what the stage is made of. */
    staffParameter: `/ordermend/${stage}/staff`,
    configurationSet: prefix,
  };
}
