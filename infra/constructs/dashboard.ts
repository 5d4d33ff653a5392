import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { countedEvents, service } from '#shared/resources.ts';
import type { AlarmsProps } from './alarms.ts';

/** What is shown: what the alarms watch, and the cases that those who run it ask about first. */
export interface DashboardProps extends Omit<AlarmsProps, 'tell' | 'calledFunctions' | 'rotations'> {
  readonly name: string;
  /** Where the functions count the events that went out, by type. */
  readonly namespace: string;
  readonly types: readonly string[];
  readonly alarms: readonly cloudwatch.Alarm[];
}

const hourly = { period: Duration.hours(1) };
const fiveMinutes = { period: Duration.minutes(5) };
const half = 12;
const whole = 24;

/** One page: are alarms on, how many cases of each type begin and end, and what waits. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { name, namespace, types, alarms, workflows, api, streamReaders, demandJobs, deadLetterQueues } = props;
    const graph = (title: string, left: cloudwatch.IMetric[]) =>
      new cloudwatch.GraphWidget({ title, left, width: half, leftYAxis: { min: 0 } });
    const maximum = { ...fiveMinutes, statistic: 'Maximum' };
    const page = new cloudwatch.Dashboard(this, 'Page', {
      dashboardName: name,
      defaultInterval: Duration.days(7),
    });
    page.addWidgets(
      new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: whole, height: 4 }),
    );
    for (const pair of [countedEvents.slice(0, 2), countedEvents.slice(2)]) {
      page.addWidgets(
        ...pair.map((metricName) =>
          graph(
            `${metricName}, an hour`,
            types.map((type) => {
              const about = { namespace, metricName, dimensionsMap: { service, type }, label: type };
              return new cloudwatch.Metric({ ...about, ...hourly, statistic: 'Sum' });
            }),
          ),
        ),
      );
    }
    page.addWidgets(
      graph(
        'Runs that begin, an hour',
        workflows.map((each) => each.metricStarted({ ...hourly, label: each.node.id })),
      ),
      graph(
        'Runs that end badly, an hour: their cases need staff',
        workflows.flatMap((each) => [
          each.metricFailed({ ...hourly, label: `${each.node.id} failed` }),
          each.metricTimedOut({ ...hourly, label: `${each.node.id} timed out` }),
          each.metricAborted({ ...hourly, label: `${each.node.id} aborted` }),
        ]),
      ),
    );
    page.addWidgets(
      graph(
        'How late changes are read, in milliseconds',
        streamReaders.map((each) => each.metric('IteratorAge', { ...maximum, label: each.node.id })),
      ),
      graph('How long a stock change waits for its orders, in seconds', [
        demandJobs.metricApproximateAgeOfOldestMessage(maximum),
      ]),
    );
    page.addWidgets(
      graph('Reply page: requests and errors', [
        api.metricCount({ ...fiveMinutes, statistic: 'Sum', label: 'requests' }),
        api.metricClientError({ ...fiveMinutes, statistic: 'Sum', label: 'refused' }),
        api.metricServerError({ ...fiveMinutes, statistic: 'Sum', label: 'errors' }),
      ]),
      graph(
        'Deliveries that could not be made',
        deadLetterQueues.map((queue) => queue.metricApproximateNumberOfMessagesVisible(maximum)),
      ),
    );
  }
}
