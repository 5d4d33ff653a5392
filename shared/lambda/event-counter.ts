import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { countedEvents, service } from '#shared/resources.ts';

const counted: ReadonlySet<string> = new Set(countedEvents);

/** Counts events that went out, by the type of their case, as lines of the log that CloudWatch makes metrics of. */
export function eventCounter(namespace: string) {
  const metrics = new Metrics({ namespace, serviceName: service });
  return {
    count(detailType: string, type: string): void {
      if (!counted.has(detailType)) return;
      metrics.addDimension('type', type).addMetric(detailType, MetricUnit.Count, 1);
      // One line each: a type is a dimension of the whole line.
      metrics.publishStoredMetrics();
    },
  };
}
