import assert from 'node:assert/strict';
import {
  ConditionalCheckFailedException, CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient,
  GetItemCommand, PutItemCommand, ResourceNotFoundException, TransactWriteItemsCommand, TransactionCanceledException,
  UpdateItemCommand, paginateListTables, paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { all } from '../walk.mjs';

const dynamodb = new DynamoDBClient();
const TableName = 'walk';

const made = await dynamodb.send(
  new CreateTableCommand({
    TableName,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'N' }],
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
assert.equal(made.TableDescription.TableArn, 'arn:aws:dynamodb:eu-central-1:111122223333:table/walk');
assert.equal((await dynamodb.send(new DescribeTableCommand({ TableName }))).Table.TableStatus, 'ACTIVE');
assert.ok((await all(paginateListTables({ client: dynamodb, pageSize: 1 }, {}), (page) => page.TableNames)).includes('walk'));

const item = (sk, more) => ({ pk: { S: 'a' }, sk: { N: String(sk) }, ...more });
for (let sk = 0; sk < 7; sk++) {
  await dynamodb.send(new PutItemCommand({ TableName, Item: item(sk, { bytes: { B: new Uint8Array([sk, 255]) } }) }));
}
await assert.rejects(
  dynamodb.send(new PutItemCommand({ TableName, Item: item(0), ConditionExpression: 'attribute_not_exists(pk)' })),
  ConditionalCheckFailedException,
);
const found = await dynamodb.send(new GetItemCommand({ TableName, Key: item(3) }));
assert.deepEqual(found.Item.bytes.B, new Uint8Array([3, 255]));

const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'a' } } };
const items = await all(paginateQuery({ client: dynamodb, pageSize: 2 }, query), (page) => page.Items);
assert.deepEqual(items.map((each) => each.sk.N), ['0', '1', '2', '3', '4', '5', '6']);

const updated = await dynamodb.send(
  new UpdateItemCommand({
    TableName, Key: item(0), ReturnValues: 'UPDATED_NEW',
    UpdateExpression: 'ADD hits :one', ExpressionAttributeValues: { ':one': { N: '1' } },
  }),
);
assert.equal(updated.Attributes.hits.N, '1');
const failed = dynamodb.send(
  new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName, Item: item(9) } },
      { ConditionCheck: { TableName, Key: item(8), ConditionExpression: 'attribute_exists(pk)' } },
    ],
  }),
);
await assert.rejects(failed, (error) => {
  assert.ok(error instanceof TransactionCanceledException);
  assert.deepEqual(error.CancellationReasons.map((reason) => reason.Code), ['None', 'ConditionalCheckFailed']);
  return true;
});

await dynamodb.send(new DeleteTableCommand({ TableName }));
await assert.rejects(dynamodb.send(new DescribeTableCommand({ TableName })), ResourceNotFoundException);
