import assert from 'node:assert/strict';
import {
  AlreadyExistsException, CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand,
  DescribeChangeSetCommand, DescribeStackResourceCommand, DescribeStacksCommand, ExecuteChangeSetCommand,
  InsufficientCapabilitiesException, UpdateStackCommand, paginateDescribeStackEvents, waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete, waitUntilStackDeleteComplete, waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { all } from '../walk.mjs';

const client = new CloudFormationClient();
const ssm = new SSMClient();
const StackName = 'walk';
const waiter = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
const template = (value, more = {}) => JSON.stringify({
  Parameters: { Wanted: { Type: 'String', Default: 'small' } },
  Resources: {
    Price: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/walk/price', Type: 'String', Value: value } },
    Size: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/walk/size', Type: 'String', Value: { Ref: 'Wanted' } } },
    ...more,
  },
  Outputs: { Price: { Value: { 'Fn::GetAtt': ['Price', 'Value'] } } },
});
const price = () => ssm.send(new GetParameterCommand({ Name: '/walk/price' })).then((found) => found.Parameter.Value);
const describe = () => client.send(new DescribeStacksCommand({ StackName })).then((answer) => answer.Stacks[0]);

const { StackId } = await client.send(new CreateStackCommand({
  StackName, TemplateBody: template('1'), Parameters: [{ ParameterKey: 'Wanted', ParameterValue: 'large' }],
  Tags: [{ Key: 'team', Value: 'a' }], OnFailure: 'DELETE', ClientRequestToken: 'first',
}));
await waitUntilStackCreateComplete(waiter, { StackName });
assert.equal(await price(), '1');
const made = await describe();
assert.equal(made.StackId, StackId);
assert.deepEqual(made.Outputs.map((output) => output.OutputValue), ['1']);
assert.deepEqual(made.Parameters.map((parameter) => parameter.ParameterValue), ['large']);
await assert.rejects(client.send(new CreateStackCommand({ StackName, TemplateBody: template('1') })), AlreadyExistsException);

await client.send(new UpdateStackCommand({
  StackName, TemplateBody: template('2'), Parameters: [{ ParameterKey: 'Wanted', UsePreviousValue: true }],
}));
await waitUntilStackUpdateComplete(waiter, { StackName });
assert.equal(await price(), '2');
await assert.rejects(client.send(new UpdateStackCommand({
  StackName, UsePreviousTemplate: true, Parameters: [{ ParameterKey: 'Wanted', UsePreviousValue: true }],
})), { name: 'ValidationError', message: 'No updates are to be performed.' });

// An update that fails: what it has done is taken back.
const broken = {
  Custom: {
    Type: 'Custom::Nobody', DependsOn: 'Price',
    Properties: { ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:nobody' },
  },
};
await client.send(new UpdateStackCommand({ StackName, TemplateBody: template('3', broken) }));
await assert.rejects(waitUntilStackUpdateComplete(waiter, { StackName }));
const events = await all(paginateDescribeStackEvents({ client }, { StackName }), (page) => page.StackEvents);
const failure = events.find((event) => event.LogicalResourceId === 'Custom' && event.ResourceStatus === 'CREATE_FAILED');
assert.match(failure.ResourceStatusReason, /Function not found/);
assert.ok(events[0].Timestamp >= events.at(-1).Timestamp);
assert.match((await describe()).StackStatus, /^UPDATE_ROLLBACK_/);
assert.equal(await price(), '2');

// What cdk deploy does.
await assert.rejects(client.send(new CreateStackCommand({
  StackName: 'named', TemplateBody: JSON.stringify({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'x' } } } }),
})), InsufficientCapabilitiesException);
const { Id: ChangeSetName } = await client.send(new CreateChangeSetCommand({
  StackName, ChangeSetName: 'cdk', TemplateBody: template('4'),
}));
await waitUntilChangeSetCreateComplete(waiter, { StackName, ChangeSetName });
const { Changes } = await client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
assert.deepEqual(Changes.map((change) => change.ResourceChange.LogicalResourceId), ['Price']);
await client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
await waitUntilStackUpdateComplete(waiter, { StackName });
assert.equal(await price(), '4');
const { StackResourceDetail } = await client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'Price' }));
assert.equal(StackResourceDetail.ResourceStatus, 'UPDATE_COMPLETE');

await client.send(new DeleteStackCommand({ StackName }));
await waitUntilStackDeleteComplete(waiter, { StackName });
await assert.rejects(price(), { name: 'ParameterNotFound' });
const gone = await client.send(new DescribeStacksCommand({ StackName: StackId }));
assert.equal(gone.Stacks[0].StackStatus, 'DELETE_COMPLETE');
