import assert from 'node:assert/strict';
import {
  CloudFormationClient, DescribeStackResourceCommand, DescribeStacksCommand, GetTemplateCommand, paginateListStackResources,
  paginateListStacks,
} from '@aws-sdk/client-cloudformation';
import { all } from '../walk.mjs';

const cloudformation = new CloudFormationClient();
const StackName = 'slipway-local-control-plane';

const stacks = await all(paginateListStacks({ client: cloudformation }, {}), (page) => page.StackSummaries);
assert.ok(stacks.some((stack) => stack.StackName === StackName && stack.CreationTime instanceof Date));
const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
assert.match(Stacks[0].StackStatus, /^CREATE_COMPLETE$/);
const resources = await all(paginateListStackResources({ client: cloudformation }, { StackName }), (page) => page.StackResourceSummaries);
assert.ok(resources.length > 100);
const { LogicalResourceId, PhysicalResourceId } = resources[0];
const one = await cloudformation.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }));
assert.equal(one.StackResourceDetail.PhysicalResourceId, PhysicalResourceId);
const { TemplateBody } = await cloudformation.send(new GetTemplateCommand({ StackName }));
assert.ok(JSON.parse(TemplateBody).Resources[LogicalResourceId]);
await assert.rejects(cloudformation.send(new DescribeStacksCommand({ StackName: 'nobody' })), {
  name: 'ValidationError',
  message: 'Stack with id nobody does not exist',
});
