import assert from 'node:assert/strict';
import {
  DescribeExecutionCommand, DescribeStateMachineCommand, ExecutionAlreadyExists, ExecutionDoesNotExist, InvalidName,
  InvalidToken, SFNClient, SendTaskSuccessCommand, StartExecutionCommand, StateMachineDoesNotExist, StopExecutionCommand,
  paginateGetExecutionHistory, paginateListExecutions, paginateListStateMachines,
} from '@aws-sdk/client-sfn';
import { all, eventually } from '../walk.mjs';

const sfn = new SFNClient();

const machines = await all(paginateListStateMachines({ client: sfn }, {}), (page) => page.stateMachines);
const { stateMachineArn } = machines.find((machine) => machine.name === 'slipway-local-rollout');
const machine = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
assert.ok(JSON.parse(machine.definition).States);
assert.ok(machine.creationDate instanceof Date);
await assert.rejects(
  sfn.send(new DescribeStateMachineCommand({ stateMachineArn: `${stateMachineArn}-none` })),
  StateMachineDoesNotExist,
);

const start = { stateMachineArn, name: 'walk', input: '{"target":"nobody"}' };
const { executionArn } = await sfn.send(new StartExecutionCommand(start));
await assert.rejects(sfn.send(new StartExecutionCommand({ ...start, input: '{}' })), ExecutionAlreadyExists);
await assert.rejects(sfn.send(new StartExecutionCommand({ ...start, name: 'a b' })), InvalidName);
await sfn.send(new StopExecutionCommand({ executionArn, cause: 'the walk ends' }));
const stopped = await eventually(
  'the execution has ended',
  () => sfn.send(new DescribeExecutionCommand({ executionArn })),
  (execution) => execution.status !== 'RUNNING',
);
assert.ok(stopped.stopDate instanceof Date);
await assert.rejects(
  sfn.send(new DescribeExecutionCommand({ executionArn: `${executionArn}-none` })),
  ExecutionDoesNotExist,
);
const events = await all(paginateGetExecutionHistory({ client: sfn, pageSize: 2 }, { executionArn }), (page) => page.events);
assert.equal(events[0].type, 'ExecutionStarted');
assert.deepEqual(events.map((event) => event.id), events.map((_, index) => index + 1));
const executions = await all(paginateListExecutions({ client: sfn, pageSize: 1 }, { stateMachineArn }), (page) => page.executions);
assert.ok(executions.some((execution) => execution.executionArn === executionArn));
await assert.rejects(sfn.send(new SendTaskSuccessCommand({ taskToken: 'nonsense', output: '{}' })), InvalidToken);
