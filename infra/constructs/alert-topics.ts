import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alertSeverities, namesOf } from '#shared/resources.ts';

export interface AlertTopicsProps {
  readonly stage: string;
  readonly types: readonly string[];
  readonly key: kms.IKey;
}

/** Staff subscribe to the types and severities that are theirs; `operations` takes what concerns the product itself. */
export class AlertTopics extends Construct {
  readonly operations: sns.Topic;
  readonly topics: readonly sns.Topic[];

  constructor(scope: Construct, id: string, { stage, types, key }: AlertTopicsProps) {
    super(scope, id);
    const names = namesOf(stage);
    const topic = (topicName: string) =>
      new sns.Topic(this, topicName, { topicName, masterKey: key, enforceSSL: true });
    this.operations = topic(names.operationsTopic);
    this.topics = [
      this.operations,
      ...types.flatMap((type) => alertSeverities.map((severity) => topic(names.alertTopic(type, severity)))),
    ];
  }
}
