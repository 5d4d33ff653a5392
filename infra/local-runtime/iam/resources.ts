import { object, objects, optionalText, texts } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { AccessControl } from './access-control.ts';
import { managedPolicy } from './managed-policies.ts';

export function roleResources(access: AccessControl): ResourceTypes {
  /** Documents of the policies of their own that the template manages, by ARN. */
  const own = new Map<string, JsonObject>();
  const toRoles = (properties: JsonObject, document: JsonObject, where: string) => {
    for (const role of texts(properties, 'Roles')) access.role(role, where).attach(document, where);
  };
  const managed = (arn: string, where: string): JsonObject => {
    const document = own.get(arn) ?? managedPolicy(arn, where);
    if (document) return document;
    throw new TemplateError(`${where}: the managed policy ${arn} is not in the assembly`);
  };
  return {
    'AWS::IAM::Role': {
      nameProperty: 'RoleName',
      uses: ['RoleName', 'Path', 'Policies', 'ManagedPolicyArns'],
      ignores: ['AssumeRolePolicyDocument', 'Description', 'MaxSessionDuration'],
      create: ({ stack, logicalId, name, properties }) => {
        const where = `${stack}/${logicalId}`;
        const role = access.defineRole(name, optionalText(properties, 'Path') ?? '/');
        for (const policy of objects(properties, 'Policies')) role.attach(object(policy, 'PolicyDocument'), where);
        for (const arn of texts(properties, 'ManagedPolicyArns')) role.attach(managed(arn, where), where);
        return { ref: name, attributes: { Arn: role.arn } };
      },
    },
    'AWS::IAM::Policy': {
      nameProperty: 'PolicyName',
      uses: ['PolicyName', 'PolicyDocument', 'Roles'],
      // People who sign in are not whom the runtime looks at.
      ignores: ['Groups', 'Users'],
      create: ({ stack, logicalId, name, properties }) => {
        toRoles(properties, object(properties, 'PolicyDocument'), `${stack}/${logicalId}`);
        return { ref: name };
      },
    },
    'AWS::IAM::ManagedPolicy': {
      nameProperty: 'ManagedPolicyName',
      uses: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
      ignores: ['Description', 'Groups', 'Users'],
      create: ({ stack, logicalId, name, properties }) => {
        const document = object(properties, 'PolicyDocument');
        const arn = access.policyArn(name, optionalText(properties, 'Path') ?? '/');
        own.set(arn, document);
        toRoles(properties, document, `${stack}/${logicalId}`);
        return { ref: arn, attributes: { PolicyArn: arn } };
      },
    },
  };
}
