package slipway.infra.customresource;

import slipway.infra.function.Deployment;
import slipway.infra.policy.Acknowledge;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.constructs.Construct;

/** The table of CloudFormation's requests: each for some days, and of no use to anybody once it is answered. */
final class RequestsTable {
    private RequestsTable() {}

    static Table in(Construct scope, Deployment deployment) {
        var table = Table.Builder.create(scope, "Requests")
                .tableName(deployment.environment().names().of("requests"))
                .partitionKey(Attribute.builder()
                        .name("key")
                        .type(AttributeType.STRING)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.CUSTOMER_MANAGED)
                .encryptionKey(deployment.foundation().key())
                .timeToLiveAttribute("expires")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Acknowledge.finding(
                table,
                "AwsSolutions-DDB3",
                "A backup would keep what requests asked for a month longer; a request that is lost is made again.");
        return table;
    }
}
