// The notes that the sample's agents share: items of a DynamoDB table. Region, endpoint and credentials come from where
// every AWS SDK looks for them; what the agent may do with the table is its role's affair.
import { DynamoDB } from '@aws-sdk/client-dynamodb';

const TableName = process.env.NOTES_TABLE;
const dynamodb = new DynamoDB();

export async function read(id) {
  const { Item } = await dynamodb.getItem({ TableName, Key: { id: { S: id } } });
  return Item?.text?.S ?? `There is no note ${id}`;
}

export async function write(id, text) {
  await dynamodb.putItem({ TableName, Item: { id: { S: id }, text: { S: text } } });
  return 'noted';
}
