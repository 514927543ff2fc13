import assert from 'node:assert/strict';
import {
  AddTagsToResourceCommand, DeleteParameterCommand, DeleteParametersCommand, GetParameterCommand, GetParametersCommand,
  ListTagsForResourceCommand, ParameterAlreadyExists, ParameterNotFound, PutParameterCommand, SSMClient,
  paginateDescribeParameters, paginateGetParameterHistory, paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { all } from '../walk.mjs';

const ssm = new SSMClient();
const name = (number) => `/walk/${String(number).padStart(2, '0')}`;

for (let number = 0; number < 12; number++) {
  const put = await ssm.send(new PutParameterCommand({ Name: name(number), Value: `v${number}`, Type: 'String' }));
  assert.equal(put.Version, 1);
}
await assert.rejects(
  ssm.send(new PutParameterCommand({ Name: name(0), Value: 'again', Type: 'String' })),
  ParameterAlreadyExists,
);
await ssm.send(new PutParameterCommand({ Name: name(0), Value: 'again', Type: 'String', Overwrite: true }));

const one = (await ssm.send(new GetParameterCommand({ Name: name(0) }))).Parameter;
assert.equal(one.Value, 'again');
assert.equal(one.Version, 2);
assert.ok(one.LastModifiedDate instanceof Date);
const several = await ssm.send(new GetParametersCommand({ Names: [name(1), '/walk/none'] }));
assert.deepEqual(several.Parameters.map((parameter) => parameter.Value), ['v1']);
assert.deepEqual(several.InvalidParameters, ['/walk/none']);
await assert.rejects(ssm.send(new GetParameterCommand({ Name: '/walk/none' })), ParameterNotFound);

const below = await all(paginateGetParametersByPath({ client: ssm, pageSize: 5 }, { Path: '/walk' }), (page) => page.Parameters);
assert.deepEqual(below.map((parameter) => parameter.Name), [...Array(12).keys()].map(name));
const history = await all(paginateGetParameterHistory({ client: ssm }, { Name: name(0) }), (page) => page.Parameters);
assert.deepEqual(history.map((version) => version.Value), ['v0', 'again']);
assert.equal(history[1].LastModifiedUser, 'arn:aws:iam::111122223333:user/test');

const described = await all(paginateDescribeParameters({ client: ssm, pageSize: 5 }, {}), (page) => page.Parameters);
assert.equal(described.filter((parameter) => parameter.Name.startsWith('/walk/')).length, 12);

const resource = { ResourceType: 'Parameter', ResourceId: name(0) };
await ssm.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'team', Value: 'care' }] }));
assert.deepEqual((await ssm.send(new ListTagsForResourceCommand(resource))).TagList, [{ Key: 'team', Value: 'care' }]);

await ssm.send(new DeleteParameterCommand({ Name: name(0) }));
await assert.rejects(ssm.send(new DeleteParameterCommand({ Name: name(0) })), ParameterNotFound);
const rest = await ssm.send(new DeleteParametersCommand({ Names: [...Array(10).keys()].map((n) => name(n + 1)) }));
assert.equal(rest.DeletedParameters.length, 10);
