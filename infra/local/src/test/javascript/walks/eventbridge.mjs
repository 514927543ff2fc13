import assert from 'node:assert/strict';
import {
  DescribeEventBusCommand, DescribeRuleCommand, DisableRuleCommand, EnableRuleCommand, EventBridgeClient,
  ListRulesCommand, ListTargetsByRuleCommand, PutEventsCommand, ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';

const eventbridge = new EventBridgeClient();

assert.match((await eventbridge.send(new DescribeEventBusCommand({ Name: 'default' }))).Arn, /:event-bus\/default$/);
const rules = [];
let NextToken;
do {
  const page = await eventbridge.send(new ListRulesCommand({ NamePrefix: 'slipway-local', Limit: 2, NextToken }));
  rules.push(...page.Rules);
  ({ NextToken } = page);
} while (NextToken);
assert.ok(rules.length > 2);
const { Name } = rules[0];
const { Targets } = await eventbridge.send(new ListTargetsByRuleCommand({ Rule: Name }));
assert.ok(Targets.length > 0);
await eventbridge.send(new DisableRuleCommand({ Name }));
assert.equal((await eventbridge.send(new DescribeRuleCommand({ Name }))).State, 'DISABLED');
await eventbridge.send(new EnableRuleCommand({ Name }));
assert.equal((await eventbridge.send(new DescribeRuleCommand({ Name }))).State, 'ENABLED');
await assert.rejects(eventbridge.send(new DescribeRuleCommand({ Name: 'nobody' })), ResourceNotFoundException);

const entry = (Detail) => ({ Source: 'walk', DetailType: 'Walked', Detail, Time: new Date() });
const put = await eventbridge.send(new PutEventsCommand({ Entries: [entry('{"far":true}'), entry('not json')] }));
assert.equal(put.FailedEntryCount, 1);
assert.match(put.Entries[0].EventId, /^[0-9a-f-]{36}$/);
assert.equal(put.Entries[1].ErrorCode, 'MalformedDetail');
