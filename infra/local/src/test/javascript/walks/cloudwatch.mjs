import assert from 'node:assert/strict';
import {
  CloudWatchClient, GetDashboardCommand, GetMetricDataCommand, InvalidParameterValueException, PutAnomalyDetectorCommand,
  PutMetricDataCommand, ResourceNotFound, SetAlarmStateCommand, paginateDescribeAlarmHistory, paginateDescribeAlarms,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { all, eventually } from '../walk.mjs';

const cloudwatch = new CloudWatchClient();

// So many that the SDK compresses them.
const MetricData = Array.from({ length: 300 }, (_, number) => ({
  MetricName: 'Served', Value: 1, Unit: 'Count', Dimensions: [{ Name: 'Counter', Value: `${'c'.repeat(60)}${number}` }],
}));
await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Walk', MetricData }));
const metrics = await all(paginateListMetrics({ client: cloudwatch }, { Namespace: 'Walk' }), (page) => page.Metrics ?? []);
assert.equal(metrics.length, 300);

const counted = {
  StartTime: new Date(0), EndTime: new Date(Date.now() + 400 * 24 * 3600 * 1000),
  MetricDataQueries: [{ Id: 'served', MetricStat: { Metric: metrics[7], Period: 60, Stat: 'Sum' } }],
};
const data = await eventually(
  'the datum counts',
  () => cloudwatch.send(new GetMetricDataCommand(counted)),
  (answer) => answer.MetricDataResults[0].Values.length === 1,
);
assert.deepEqual(data.MetricDataResults[0].Values, [1]);
assert.ok(data.MetricDataResults[0].Timestamps[0] instanceof Date);

const alarms = await all(paginateDescribeAlarms({ client: cloudwatch, pageSize: 5 }, {}), (page) => page.MetricAlarms);
assert.ok(alarms.length > 5);
assert.equal(new Set(alarms.map((alarm) => alarm.AlarmName)).size, alarms.length);
const { AlarmName } = alarms[0];
await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'the walk rings it' }));
await eventually(
  'the history tells it',
  () => all(
    paginateDescribeAlarmHistory({ client: cloudwatch }, { AlarmName, HistoryItemType: 'StateUpdate' }),
    (page) => page.AlarmHistoryItems,
  ),
  (history) => history.some((item) => item.HistorySummary.includes('to ALARM')),
);

await assert.rejects(
  cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'nobody', StateValue: 'OK', StateReason: 'none' })),
  ResourceNotFound,
);
await assert.rejects(cloudwatch.send(new GetDashboardCommand({ DashboardName: 'nobody' })), { name: 'ResourceNotFound' });
await assert.rejects(
  cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'LOUD', StateReason: 'none' })),
  InvalidParameterValueException,
);
await assert.rejects(
  cloudwatch.send(new PutAnomalyDetectorCommand({ Namespace: 'Walk', MetricName: 'Served', Stat: 'Sum' })),
  { name: 'UnknownOperationException' },
);
