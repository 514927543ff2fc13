import assert from 'node:assert/strict';
import {
  GetTopicAttributesCommand, NotFoundException, PublishCommand, SNSClient, paginateListSubscriptionsByTopic,
} from '@aws-sdk/client-sns';
import { all } from '../walk.mjs';

const sns = new SNSClient();
const TopicArn = 'arn:aws:sns:eu-central-1:111122223333:slipway-local-alarms';

const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
assert.equal(Attributes.TopicArn, TopicArn);
const published = await sns.send(new PublishCommand({ TopicArn, Subject: 'a walk', Message: 'one & <only>' }));
assert.match(published.MessageId, /^[0-9a-f-]{36}$/);
await all(paginateListSubscriptionsByTopic({ client: sns }, { TopicArn }), (page) => page.Subscriptions ?? []);
await assert.rejects(sns.send(new PublishCommand({ TopicArn: `${TopicArn}-none`, Message: 'lost' })), NotFoundException);
