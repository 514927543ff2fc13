package slipway.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slipway.local.assembly.ResourceProvider.Made;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.AwsError;
import slipway.local.edge.CallLog;
import slipway.local.edge.Caller;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoDbIT {
    private static final String LEDGER = "slipway-local-ledger";
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String ROLE = "arn:aws:iam::111122223333:role/reader";

    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

    private static Engine engine;
    private static TableKeys keys;
    private static Edge edge;
    private static boolean readersDecrypt = true;
    private static DynamoDbClient writer;
    private static DynamoDbClient reader;
    private static Made table;

    @BeforeAll
    static void start() throws Exception {
        ScaledClock clock = new ScaledClock(60);
        Identities identities = new Identities(PLACE);
        engine = new Engine(PLACE);
        keys = new TableKeys(PLACE, DynamoDbIT::readersOnlyGet);
        edge = new Edge(
                0, identities, DynamoDbIT::readersOnlyGet, new Faults(identities, clock), new CallLog(100), clock);
        edge.register(new DynamoDbService(PLACE, engine, keys));
        writer = client(AwsSessionCredentials.create("test", "test", "test"));
        Identities.Key key = identities.issue(new Caller.RoleSession(ROLE, ROLE + "/session"));
        reader = client(AwsSessionCredentials.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken()));
        table = make("AWS::DynamoDB::GlobalTable", """
                {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
                 "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
                 "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
                                         {"AttributeName":"sk","AttributeType":"S"}],
                 "TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true},
                 "GlobalSecondaryIndexes":[{"IndexName":"by-sk","Projection":{"ProjectionType":"ALL"},
                    "KeySchema":[{"AttributeName":"sk","KeyType":"HASH"}]}],
                 "Replicas":[{"Region":"eu-central-1","PointInTimeRecoverySpecification":
                    {"PointInTimeRecoveryEnabled":true},"SSESpecification":{"KMSMasterKeyId":"%s"}}],
                 "SSESpecification":{"SSEEnabled":true,"SSEType":"KMS"}}""".formatted(LEDGER, KEY));
    }

    private static void readersOnlyGet(Caller caller, String action, String resource, Map<String, String> context) {
        boolean viaDynamoDb = "dynamodb.eu-central-1.amazonaws.com".equals(context.get("kms:ViaService"));
        boolean decrypts = action.equals("kms:Decrypt") && resource.equals(KEY) && viaDynamoDb && readersDecrypt;
        if (caller instanceof Caller.RoleSession && !action.equals("dynamodb:GetItem") && !decrypts) {
            throw AwsError.accessDenied(caller, action, resource);
        }
    }

    @AfterAll
    static void stop() {
        writer.close();
        reader.close();
        edge.close();
        engine.close();
    }

    @Test
    void aTableHasTheArnOfThisPlace() {
        String arn = "arn:aws:dynamodb:eu-central-1:111122223333:table/" + LEDGER;

        assertThat(table.physicalId()).isEqualTo(LEDGER);
        assertThat(table.attributes()).containsEntry("Arn", arn);
        assertThat(writer.describeTable(request -> request.tableName(LEDGER))
                        .table()
                        .tableArn())
                .isEqualTo(arn);
    }

    @Test
    void aConditionDecidesWhoWritesFirst() {
        put("once");

        assertThatThrownBy(() -> put("once")).isInstanceOf(ConditionalCheckFailedException.class);
    }

    @Test
    void aTransactionIsAllOrNothing() {
        put("taken");

        List<TransactWriteItem> both = List.of(
                TransactWriteItem.builder()
                        .put(put -> put.tableName(LEDGER).item(key("free")))
                        .build(),
                TransactWriteItem.builder()
                        .conditionCheck(check -> check.tableName(LEDGER)
                                .key(key("taken"))
                                .conditionExpression("attribute_not_exists(pk)"))
                        .build());

        assertThatThrownBy(() -> writer.transactWriteItems(request -> request.transactItems(both)))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(get(writer, "free")).isEmpty();
    }

    @Test
    void anIndexIsAskedByItsOwnKey() {
        put("indexed");

        assertThat(writer.query(request -> request.tableName(LEDGER)
                                .indexName("by-sk")
                                .keyConditionExpression("sk = :sk")
                                .expressionAttributeValues(Map.of(":sk", text("indexed"))))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRoleDoesWhatItMayAndIsToldWhatItMayNot() {
        put("seen");

        assertThat(get(reader, "seen")).isNotEmpty();
        assertThatThrownBy(() ->
                        reader.deleteItem(request -> request.tableName(LEDGER).key(key("seen"))))
                .isInstanceOfSatisfying(DynamoDbException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(e.getMessage()).contains("dynamodb:DeleteItem").contains("table/" + LEDGER);
                });
    }

    @Test
    void whoMayNotUseTheTablesKeyReadsNothing() {
        put("sealed");
        assertThat(get(reader, "sealed")).isNotEmpty();

        readersDecrypt = false;
        try {
            assertThatThrownBy(() -> get(reader, "sealed")).isInstanceOfSatisfying(DynamoDbException.class, e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                assertThat(e.getMessage()).contains("KMS key access denied error", "kms:Decrypt", KEY);
            });
        } finally {
            readersDecrypt = true;
        }
    }

    @Test
    void aKeyIsKnownByItsArn() {
        assertThatThrownBy(() -> make("AWS::DynamoDB::Table", """
                        {"TableName":"other","SSESpecification":{"KMSMasterKeyId":"alias/key"}}"""))
                .hasMessageContaining("SSESpecification.KMSMasterKeyId");
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> writer.listBackups()).hasMessageContaining("'ListBackups'");
        assertThatThrownBy(() -> make("AWS::DynamoDB::Table", "{\"TableName\":\"other\",\"StreamSpecification\":{}}"))
                .hasMessageContaining("AWS::DynamoDB::Table: property StreamSpecification");
    }

    private static Made make(String type, String properties) throws Exception {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(properties);
        return new TableProvider(PLACE, engine, keys).make(new Wanted("stack", "Ledger", type, json));
    }

    private static void put(String id) {
        writer.putItem(
                request -> request.tableName(LEDGER).item(key(id)).conditionExpression("attribute_not_exists(pk)"));
    }

    private static Map<String, AttributeValue> get(DynamoDbClient client, String id) {
        return client.getItem(request -> request.tableName(LEDGER).key(key(id))).item();
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("pk", text(id), "sk", text(id));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static DynamoDbClient client(AwsCredentials credentials) {
        return DynamoDbClient.builder()
                .endpointOverride(edge.uri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
