package slipway.local.contract;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import slipway.ledger.DynamoLedger;
import slipway.ledger.Ledger;
import slipway.ledger.LedgerContract;
import slipway.local.dynamodb.DynamoDbService;
import slipway.local.dynamodb.Engine;
import slipway.local.dynamodb.TableKeys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoLedgerIT extends LedgerContract {
    private static Engine engine;
    private static Edged cloud;
    private static DynamoDbClient dynamo;

    private Ledger ledger;

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
        String table = "ledger-" + UUID.randomUUID();
        dynamo.createTable(r -> r.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .attributeDefinitions(text("pk"), text("sk")));
        ledger = new DynamoLedger(dynamo, table);
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }
}
