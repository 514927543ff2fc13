import assert from 'node:assert/strict';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const sts = new STSClient();

const me = await sts.send(new GetCallerIdentityCommand());
assert.equal(me.Account, '111122223333');
assert.equal(me.Arn, 'arn:aws:iam::111122223333:user/test');
assert.match(me.$metadata.requestId, /^[0-9a-f-]{36}$/);

await assert.rejects(
  sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/nobody', RoleSessionName: 'walk' })),
  { name: 'AccessDenied' },
);
await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn: 'nobody', RoleSessionName: 'walk' })), {
  name: 'ValidationError',
});

const key = (secretAccessKey, sessionToken) =>
  new STSClient({ credentials: { accessKeyId: 'test', secretAccessKey, sessionToken } });
await assert.rejects(key('wrong').send(new GetCallerIdentityCommand()), { name: 'SignatureDoesNotMatch' });
await assert.rejects(key('test', 'left over').send(new GetCallerIdentityCommand()), { name: 'InvalidClientTokenId' });
