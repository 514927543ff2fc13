package slipway.local.contract;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import slipway.customresource.DynamoRequests;
import slipway.customresource.Requests;
import slipway.customresource.RequestsContract;
import slipway.local.dynamodb.DynamoDbService;
import slipway.local.dynamodb.Engine;
import slipway.local.dynamodb.TableKeys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoRequestsIT extends RequestsContract {
    private static Engine engine;
    private static Edged cloud;
    private static DynamoDbClient dynamo;

    private Requests requests;

    @BeforeAll
    static void start() {
        engine = new Engine(Edged.PLACE);
        cloud = new Edged()
                .with(new DynamoDbService(
                        Edged.PLACE, engine, new TableKeys(Edged.PLACE, (caller, action, resource, context) -> {})));
        dynamo = cloud.client(DynamoDbClient.builder());
    }

    @AfterAll
    static void stop() {
        cloud.close();
        engine.close();
    }

    @BeforeEach
    void anEmptyTable() {
        String table = "requests-" + UUID.randomUUID();
        dynamo.createTable(r -> r.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("key")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("key")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
        requests = new DynamoRequests(dynamo, table);
    }

    @Override
    protected Requests requests() {
        return requests;
    }
}
