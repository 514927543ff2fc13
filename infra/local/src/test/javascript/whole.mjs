// The walk of a team that has its own tools: a runtime by API, a target that follows a repository, an image by skopeo.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  BedrockAgentCoreControlClient, CreateAgentRuntimeCommand, GetAgentRuntimeCommand, GetAgentRuntimeEndpointCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { BedrockAgentCoreClient, InvokeAgentRuntimeCommand } from '@aws-sdk/client-bedrock-agentcore';
import { DescribeImagesCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { eventually } from './walk.mjs';

const [layout, tag] = process.argv.slice(2);
const control = new BedrockAgentCoreControlClient();
const data = new BedrockAgentCoreClient();
const ecr = new ECRClient();
const ssm = new SSMClient();
const repositoryName = 'agents/support';

// A runtime that lets Slipway in, by its tag, on the image that is there.
const { agentRuntimeArn, agentRuntimeId } = await control.send(
  new CreateAgentRuntimeCommand({
    agentRuntimeName: 'walk',
    agentRuntimeArtifact: {
      containerConfiguration: { containerUri: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${repositoryName}:1.0.0` },
    },
    roleArn: 'arn:aws:iam::111122223333:role/slipway-local-sample-agent',
    networkConfiguration: { networkMode: 'PUBLIC' },
    metadataConfiguration: { requireMMDSV2: true },
    tags: { 'slipway:control-plane': 'slipway/local', team: 'care' },
  }),
);
await eventually(
  'the runtime is READY',
  () => control.send(new GetAgentRuntimeCommand({ agentRuntimeId })),
  (runtime) => runtime.status === 'READY',
);

const parameter = (Name) => ssm.send(new GetParameterCommand({ Name })).then((found) => found.Parameter.Value);
const declaration = JSON.parse(await parameter('/slipway/local/targets/support'));
await ssm.send(
  new PutParameterCommand({
    Name: '/slipway/local/targets/walk',
    Type: 'String',
    Value: JSON.stringify({ ...declaration, runtime: { ...declaration.runtime, name: 'walk' } }),
  }),
);
const live = () =>
  parameter('/slipway/local/images/walk/live-image').catch((error) => {
    assert.ok(error instanceof ParameterNotFound);
    return '';
  });
await eventually('the first image is live', live, (image) => image.includes(':1.0.0@'));

const { authorizationData: [{ authorizationToken, proxyEndpoint }] } = await ecr.send(new GetAuthorizationTokenCommand());
const credentials = Buffer.from(authorizationToken, 'base64').toString();
const destination = `docker://${new URL(proxyEndpoint).host}/${repositoryName}:${tag}`;
execFileSync('skopeo', ['copy', '--all', '--quiet', '--dest-tls-verify=false', `--dest-creds=${credentials}`, `oci:${layout}:${tag}`, destination]);
const { imageDetails: [{ imageDigest }] } = await ecr.send(
  new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: tag }] }),
);

await eventually('the new image is live', live, (image) => image.endsWith(`:${tag}@${imageDigest}`));
const endpoint = await control.send(new GetAgentRuntimeEndpointCommand({ agentRuntimeId, endpointName: 'live' }));
const { agentRuntimeArtifact } = await control.send(
  new GetAgentRuntimeCommand({ agentRuntimeId, agentRuntimeVersion: endpoint.liveVersion }),
);
assert.ok(agentRuntimeArtifact.containerConfiguration.containerUri.endsWith(`@${imageDigest}`));

const said = await data.send(new InvokeAgentRuntimeCommand({ agentRuntimeArn, qualifier: 'live', payload: '{"prompt":"hello"}' }));
console.log(await said.response.transformToString());
