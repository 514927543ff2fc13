import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  BatchDeleteImageCommand, BatchGetImageCommand, DescribeImagesCommand, ECRClient, GetAuthorizationTokenCommand,
  ImageNotFoundException, PutImageCommand, RepositoryNotFoundException, RepositoryPolicyNotFoundException,
  GetRepositoryPolicyCommand, LayersNotFoundException, paginateDescribeRepositories, paginateListImages,
} from '@aws-sdk/client-ecr';
import { all } from '../walk.mjs';

const ecr = new ECRClient();
const repositoryName = 'agents/support';
const registry = process.env.AWS_ENDPOINT_URL;

const repositories = await all(paginateDescribeRepositories({ client: ecr, pageSize: 1 }, {}), (page) => page.repositories);
assert.ok(repositories.some((repository) => repository.repositoryName === repositoryName && repository.createdAt instanceof Date));
await assert.rejects(ecr.send(new DescribeImagesCommand({ repositoryName: 'nobody' })), RepositoryNotFoundException);
await assert.rejects(
  ecr.send(new GetRepositoryPolicyCommand({ repositoryName: 'nobody' })),
  (error) => error instanceof RepositoryNotFoundException || error instanceof RepositoryPolicyNotFoundException,
);

const { authorizationData: [token] } = await ecr.send(new GetAuthorizationTokenCommand());
assert.equal(token.proxyEndpoint, registry);
assert.ok(token.expiresAt > new Date());
const authorization = `Basic ${token.authorizationToken}`;
const digestOf = (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
async function blob(text) {
  const begun = await fetch(`${registry}/v2/${repositoryName}/blobs/uploads/`, { method: 'POST', headers: { authorization } });
  const location = new URL(begun.headers.get('location'), registry);
  location.searchParams.set('digest', digestOf(text));
  assert.equal((await fetch(location, { method: 'PUT', headers: { authorization }, body: text })).status, 201);
  return { digest: digestOf(text), size: text.length };
}
const manifest = (config) => JSON.stringify({
  schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config }, layers: [],
});
await assert.rejects(
  ecr.send(new PutImageCommand({ repositoryName, imageManifest: manifest({ digest: digestOf('none'), size: 4 }), imageTag: 'walk-none' })),
  LayersNotFoundException,
);
const tags = ['walk-a', 'walk-b', 'walk-c'];
for (const imageTag of tags) {
  const config = await blob(JSON.stringify({ architecture: 'arm64', os: 'linux', config: { Labels: { tag: imageTag } } }));
  const { image } = await ecr.send(new PutImageCommand({ repositoryName, imageManifest: manifest(config), imageTag }));
  assert.equal(image.imageId.imageDigest, digestOf(manifest(config)));
}
const listed = await all(paginateListImages({ client: ecr, pageSize: 2 }, { repositoryName }), (page) => page.imageIds);
assert.deepEqual(listed.map((id) => id.imageTag).filter((tag) => tags.includes(tag)).sort(), tags);
const described = await ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'walk-a' }] }));
assert.ok(described.imageDetails[0].imagePushedAt instanceof Date);
await assert.rejects(
  ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'nobody' }] })),
  ImageNotFoundException,
);
const got = await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'walk-b' }, { imageTag: 'nobody' }] }));
assert.equal(digestOf(got.images[0].imageManifest), got.images[0].imageId.imageDigest);
assert.equal(got.failures[0].failureCode, 'ImageNotFound');
const gone = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: tags.map((imageTag) => ({ imageTag })) }));
assert.equal(gone.imageIds.length, 3);
