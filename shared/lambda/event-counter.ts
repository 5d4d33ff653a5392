import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { countedEvents, service } from '#shared/resources.ts';

const counted: ReadonlySet<string> = new Set(countedEvents);

/** Counts events that went out, by the type of their case, as lines of the log that CloudWatch makes metrics of. */
export function eventCounter(namespace: string) {
  const metrics = new Metrics({ namespace, serviceName: service });
  return {
    count(detailType: string, type: string): void {
      if (!counted.has(detailType)) return;
      const one = metrics.singleMetric();
      one.addDimension('type', type);
      one.addMetric(detailType, MetricUnit.Count, 1);
    },
  };
}
