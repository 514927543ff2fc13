import assert from 'node:assert/strict';
import {
  BedrockAgentCoreControlClient, ConflictException, CreateAgentRuntimeCommand, CreateAgentRuntimeEndpointCommand,
  DeleteAgentRuntimeCommand, DeleteAgentRuntimeEndpointCommand, GetAgentRuntimeCommand, GetAgentRuntimeEndpointCommand,
  ListTagsForResourceCommand, ResourceNotFoundException, TagResourceCommand, UntagResourceCommand,
  UpdateAgentRuntimeCommand, UpdateAgentRuntimeEndpointCommand, ValidationException, paginateListAgentRuntimeEndpoints,
  paginateListAgentRuntimeVersions, paginateListAgentRuntimes,
} from '@aws-sdk/client-bedrock-agentcore-control';
import {
  BedrockAgentCoreClient, InvokeAgentRuntimeCommand, ResourceNotFoundException as NotThere, StopRuntimeSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { randomUUID } from 'node:crypto';
import { all, eventually } from '../walk.mjs';

const control = new BedrockAgentCoreControlClient();
const data = new BedrockAgentCoreClient();
const configuration = {
  agentRuntimeArtifact: {
    containerConfiguration: { containerUri: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:1.0.0' },
  },
  roleArn: 'arn:aws:iam::111122223333:role/slipway-local-sample-agent',
  networkConfiguration: { networkMode: 'PUBLIC' },
  metadataConfiguration: { requireMMDSV2: true },
};

const made = await control.send(new CreateAgentRuntimeCommand({ agentRuntimeName: 'stroll', ...configuration, tags: { team: 'care' } }));
const { agentRuntimeId, agentRuntimeArn } = made;
assert.equal(made.agentRuntimeVersion, '1');
assert.ok(made.createdAt instanceof Date);
const ready = (wanted) =>
  eventually(
    `version ${wanted} is READY`,
    () => control.send(new GetAgentRuntimeCommand({ agentRuntimeId })),
    (runtime) => runtime.status === 'READY' && runtime.agentRuntimeVersion === wanted,
  );
await ready('1');
await assert.rejects(
  control.send(new CreateAgentRuntimeCommand({ agentRuntimeName: 'stroll', ...configuration })),
  ConflictException,
);
await assert.rejects(
  control.send(new CreateAgentRuntimeCommand({ agentRuntimeName: 'no good', ...configuration })),
  ValidationException,
);
await assert.rejects(control.send(new GetAgentRuntimeCommand({ agentRuntimeId: 'nobody-1234567890' })), ResourceNotFoundException);

await control.send(new UpdateAgentRuntimeCommand({ agentRuntimeId, ...configuration, description: 'walks on' }));
assert.equal((await ready('2')).description, 'walks on');
const first = await control.send(new GetAgentRuntimeCommand({ agentRuntimeId, agentRuntimeVersion: '1' }));
assert.equal(first.description, undefined);
const versions = await all(
  paginateListAgentRuntimeVersions({ client: control, pageSize: 1 }, { agentRuntimeId }),
  (page) => page.agentRuntimes,
);
assert.deepEqual(versions.map((version) => version.agentRuntimeVersion).sort(), ['1', '2']);
const runtimes = await all(paginateListAgentRuntimes({ client: control, pageSize: 1 }, {}), (page) => page.agentRuntimes);
assert.ok(runtimes.some((runtime) => runtime.agentRuntimeId === agentRuntimeId));

const endpoint = (wanted) =>
  eventually(
    `live serves ${wanted}`,
    () => control.send(new GetAgentRuntimeEndpointCommand({ agentRuntimeId, endpointName: 'live' })),
    (found) => found.status === 'READY' && found.liveVersion === wanted,
  );
await control.send(new CreateAgentRuntimeEndpointCommand({ agentRuntimeId, name: 'live', agentRuntimeVersion: '1' }));
await endpoint('1');
await control.send(new UpdateAgentRuntimeEndpointCommand({ agentRuntimeId, endpointName: 'live', agentRuntimeVersion: '2' }));
await endpoint('2');
const endpoints = await all(
  paginateListAgentRuntimeEndpoints({ client: control, pageSize: 1 }, { agentRuntimeId }),
  (page) => page.runtimeEndpoints,
);
assert.deepEqual(endpoints.map((each) => each.name).sort(), ['DEFAULT', 'live']);

await control.send(new TagResourceCommand({ resourceArn: agentRuntimeArn, tags: { stage: 'test' } }));
await control.send(new UntagResourceCommand({ resourceArn: agentRuntimeArn, tagKeys: ['team'] }));
assert.deepEqual((await control.send(new ListTagsForResourceCommand({ resourceArn: agentRuntimeArn }))).tags, { stage: 'test' });

const runtimeSessionId = randomUUID();
const said = await data.send(
  new InvokeAgentRuntimeCommand({ agentRuntimeArn, qualifier: 'live', runtimeSessionId, payload: '{"prompt":"ping"}' }),
);
assert.equal(said.statusCode, 200);
assert.equal(JSON.parse(await said.response.transformToString()).answer, 'ok');
assert.equal(said.runtimeSessionId, runtimeSessionId);
await data.send(new StopRuntimeSessionCommand({ agentRuntimeArn, qualifier: 'live', runtimeSessionId }));
await assert.rejects(
  data.send(new InvokeAgentRuntimeCommand({ agentRuntimeArn, qualifier: 'nowhere', payload: '{}' })),
  NotThere,
);

await control.send(new DeleteAgentRuntimeEndpointCommand({ agentRuntimeId, endpointName: 'live' }));
await eventually(
  'live is gone',
  () => control.send(new GetAgentRuntimeEndpointCommand({ agentRuntimeId, endpointName: 'live' })).catch((error) => error),
  (answer) => answer instanceof ResourceNotFoundException,
);
await control.send(new DeleteAgentRuntimeCommand({ agentRuntimeId }));
await eventually(
  'the runtime is gone',
  () => control.send(new GetAgentRuntimeCommand({ agentRuntimeId })).catch((error) => error),
  (answer) => answer instanceof ResourceNotFoundException,
);
