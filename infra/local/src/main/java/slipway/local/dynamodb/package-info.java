/**
 * DynamoDB: AWS's own DynamoDB Local does the work, this package asks who may. Not there: expiry by TTL, point-in-time
 * recovery, encryption, tags.
 */
@org.jspecify.annotations.NullMarked
package slipway.local.dynamodb;
