import assert from 'node:assert/strict';
import {
  ChangeMessageVisibilityCommand, DeleteMessageBatchCommand, DeleteMessageCommand, GetQueueAttributesCommand,
  GetQueueUrlCommand, PurgeQueueCommand, QueueDoesNotExist, ReceiveMessageCommand, SQSClient,
  SendMessageBatchCommand, SendMessageCommand, paginateListQueues,
} from '@aws-sdk/client-sqs';
import { all } from '../walk.mjs';

const sqs = new SQSClient();

const urls = await all(paginateListQueues({ client: sqs, pageSize: 2 }, { QueueNamePrefix: 'slipway-local' }), (page) => page.QueueUrls ?? []);
assert.ok(urls.length > 2);
const QueueUrl = urls.find((url) => url.endsWith('dead-letters'));
assert.equal((await sqs.send(new GetQueueUrlCommand({ QueueName: QueueUrl.split('/').at(-1) }))).QueueUrl, QueueUrl);
await assert.rejects(sqs.send(new GetQueueUrlCommand({ QueueName: 'nobody' })), (error) => {
  assert.ok(error instanceof QueueDoesNotExist);
  assert.equal(error.Code ?? error.Error?.Code, 'AWS.SimpleQueueService.NonExistentQueue');
  return true;
});

// The SDK compares the checksums of body and attributes itself.
await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one & <only>', MessageAttributes: { from: { DataType: 'String', StringValue: 'walk' } } }));
const received = await sqs.send(
  new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'], WaitTimeSeconds: 1 }),
);
const [message] = received.Messages;
assert.equal(message.Body, 'one & <only>');
assert.equal(message.MessageAttributes.from.StringValue, 'walk');
assert.equal(message.Attributes.ApproximateReceiveCount, '1');
await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 }));
const [again] = (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], WaitTimeSeconds: 1 }))).Messages;
assert.equal(again.Attributes.ApproximateReceiveCount, '2');
await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again.ReceiptHandle }));

const Entries = [1, 2, 3].map((number) => ({ Id: `n${number}`, MessageBody: `number ${number}` }));
assert.equal((await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).Successful.length, 3);
const batch = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }));
const gone = await sqs.send(
  new DeleteMessageBatchCommand({ QueueUrl, Entries: batch.Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle })) }),
);
assert.equal(gone.Successful.length, 3);
const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
assert.equal(Attributes.ApproximateNumberOfMessages, '0');
assert.match(Attributes.QueueArn, /^arn:aws:sqs:eu-central-1:111122223333:/);
await sqs.send(new PurgeQueueCommand({ QueueUrl }));
