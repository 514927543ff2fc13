package slipway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.RuntimeId;
import slipway.image.Repository;
import slipway.monitor.AlarmName;
import slipway.target.TargetName;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The ledger in one DynamoDB table. An item's key says what it is; its revision is the condition of every write.
 * Reads are consistent: a decision on a stale item would only be refused later.
 */
public final class DynamoLedger implements Ledger {
    private static final int SCHEMA = 1;
    private static final Duration KEPT = Duration.ofDays(365);
    private static final String STATE = "STATE";
    private static final String TARGETS = "TARGETS";
    private static final String DRIFT = "DRIFT";
    private static final String SWEEP = "SWEEP";
    private static final String REBUILD = "REBUILD";
    private static final String REBUILT = "REBUILT";

    private final DynamoDbClient dynamo;
    private final String table;
    private final ObjectMapper json = LedgerJson.mapper();

    public DynamoLedger(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public TargetState target(TargetName name) {
        return read(targetKey(name), STATE, TargetState.class).orElseGet(() -> TargetState.blank(name));
    }

    @Override
    public TargetState save(TargetState state) {
        TargetState next = state.withRevision(state.revision() + 1);
        write(targetKey(state.name()), STATE, next, state.revision(), Optional.empty());
        return next;
    }

    @Override
    public RuntimeState runtime(RuntimeId id) {
        return read(runtimeKey(id), STATE, RuntimeState.class).orElseGet(() -> RuntimeState.blank(id));
    }

    @Override
    public RuntimeState save(RuntimeState state) {
        RuntimeState next = state.withRevision(state.revision() + 1);
        write(runtimeKey(state.id()), STATE, next, state.revision(), Optional.empty());
        return next;
    }

    @Override
    public Optional<RolloutRecord> rollout(RolloutId id) {
        return read(rolloutKey(id), STATE, RolloutRecord.class);
    }

    @Override
    public RolloutRecord save(RolloutRecord rollout) {
        RolloutRecord next = rollout.withRevision(rollout.revision() + 1);
        write(
                rolloutKey(rollout.id()),
                STATE,
                next,
                rollout.revision(),
                Optional.of(rollout.request().startedAt().plus(KEPT)));
        return next;
    }

    @Override
    public void keep(VerdictRecord verdict) {
        try {
            write(
                    rolloutKey(verdict.rollout()),
                    verdictKey(verdict.endpoint(), verdict.attempt()),
                    verdict,
                    0,
                    Optional.of(verdict.at().plus(KEPT)));
        } catch (LedgerConflict e) {
            // The same test ran twice, as deliveries may; the first finding stands.
        }
    }

    @Override
    public Optional<VerdictRecord> verdict(RolloutId rollout, String endpoint, int attempt) {
        return read(rolloutKey(rollout), verdictKey(endpoint, attempt), VerdictRecord.class);
    }

    @Override
    public List<TargetName> following(Repository repository) {
        return listed(repositoryKey(repository));
    }

    @Override
    public void follow(Repository repository, TargetName target) {
        list(repositoryKey(repository), target);
    }

    @Override
    public void unfollow(Repository repository, TargetName target) {
        unlist(repositoryKey(repository), target);
    }

    @Override
    public List<TargetName> targets() {
        return listed(TARGETS);
    }

    @Override
    public List<TargetName> targets(Optional<TargetName> after, int most) {
        // Less than any target's name.
        String from = after.map(TargetName::value).orElse(" ");
        return dynamo
                .query(r -> r.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :key AND sk > :from")
                        .expressionAttributeValues(Map.of(":key", text(TARGETS), ":from", text(from)))
                        .limit(most))
                .items()
                .stream()
                .map(item -> new TargetName(member(item, "sk")))
                .toList();
    }

    @Override
    public void declared(TargetName target) {
        list(TARGETS, target);
    }

    @Override
    public void undeclared(TargetName target) {
        unlist(TARGETS, target);
    }

    @Override
    public List<TargetName> watching(AlarmName alarm) {
        return listed(alarmKey(alarm));
    }

    @Override
    public void watch(AlarmName alarm, TargetName target) {
        list(alarmKey(alarm), target);
    }

    @Override
    public void unwatch(AlarmName alarm, TargetName target) {
        unlist(alarmKey(alarm), target);
    }

    private List<TargetName> listed(String key) {
        return items(key).map(item -> new TargetName(member(item, "sk"))).toList();
    }

    private Stream<Map<String, AttributeValue>> items(String key) {
        return dynamo
                .queryPaginator(r -> r.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :key")
                        .expressionAttributeValues(Map.of(":key", text(key))))
                .items()
                .stream();
    }

    private void list(String key, TargetName target) {
        dynamo.putItem(r -> r.tableName(table)
                .item(Map.of(
                        "pk", text(key),
                        "sk", text(target.value()),
                        "schema", AttributeValue.fromN(String.valueOf(SCHEMA)))));
    }

    private void unlist(String key, TargetName target) {
        dynamo.deleteItem(r -> r.tableName(table).key(Map.of("pk", text(key), "sk", text(target.value()))));
    }

    @Override
    public void park(RolloutId rollout, String token) {
        dynamo.putItem(r -> r.tableName(table)
                .item(Map.of(
                        "pk", text(rolloutKey(rollout)),
                        "sk", text("PARKED"),
                        "schema", AttributeValue.fromN(String.valueOf(SCHEMA)),
                        "token", text(token))));
    }

    @Override
    public Optional<String> parked(RolloutId rollout) {
        return item(rolloutKey(rollout), "PARKED").map(item -> member(item, "token"));
    }

    @Override
    public void keep(Configuration configuration) {
        dynamo.putItem(r -> r.tableName(table)
                .item(Map.of(
                        "pk", text(configurationKey(configuration.hash())),
                        "sk", text(STATE),
                        "schema", AttributeValue.fromN(String.valueOf(SCHEMA)),
                        "sealed", text(configuration.sealed()),
                        "at", text(configuration.at().toString()),
                        "expires",
                                AttributeValue.fromN(String.valueOf(
                                        configuration.at().plus(KEPT).getEpochSecond())))));
    }

    @Override
    public Optional<Configuration> configuration(ConfigurationHash hash) {
        return item(configurationKey(hash), STATE)
                .map(item -> new Configuration(hash, member(item, "sealed"), Instant.parse(member(item, "at"))));
    }

    @Override
    public DriftRecord drift(TargetName target) {
        return read(targetKey(target), DRIFT, DriftRecord.class).orElseGet(() -> DriftRecord.blank(target));
    }

    @Override
    public DriftRecord save(DriftRecord drift) {
        DriftRecord next = drift.withRevision(drift.revision() + 1);
        write(targetKey(drift.target()), DRIFT, next, drift.revision(), Optional.empty());
        return next;
    }

    @Override
    public Sweep sweep() {
        return read(SWEEP, STATE, Sweep.class).orElseGet(Sweep::blank);
    }

    @Override
    public Sweep save(Sweep sweep) {
        Sweep next = sweep.withRevision(sweep.revision() + 1);
        write(SWEEP, STATE, next, sweep.revision(), Optional.empty());
        return next;
    }

    @Override
    public Optional<Rebuild> rebuild() {
        return read(REBUILD, STATE, Rebuild.class);
    }

    @Override
    public void keep(Rebuild rebuild) {
        report(REBUILD, STATE, rebuild, rebuild.startedAt());
    }

    @Override
    public List<Rebuilt> rebuilt() {
        return items(REBUILT)
                .map(item -> convert(Attributes.json(item), Rebuilt.class))
                .toList();
    }

    @Override
    public void keep(Rebuilt rebuilt) {
        report(REBUILT, rebuilt.target().value(), rebuilt, rebuilt.startedAt());
    }

    /** Nobody decides by it, so the last word stands. */
    private void report(String pk, String sk, Object content, Instant at) {
        ObjectNode document = json.valueToTree(content);
        document.put("pk", pk).put("sk", sk).put("schema", SCHEMA);
        document.put("expires", at.plus(KEPT).getEpochSecond());
        dynamo.putItem(r -> r.tableName(table).item(Attributes.of(document)));
    }

    private <T> Optional<T> read(String pk, String sk, Class<T> type) {
        return item(pk, sk).map(item -> convert(Attributes.json(item), type));
    }

    private Optional<Map<String, AttributeValue>> item(String pk, String sk) {
        var answer = dynamo.getItem(
                r -> r.tableName(table).consistentRead(true).key(Map.of("pk", text(pk), "sk", text(sk))));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    private void write(String pk, String sk, Object content, long expected, Optional<Instant> expires) {
        ObjectNode document = json.valueToTree(content);
        document.put("pk", pk).put("sk", sk).put("schema", SCHEMA);
        document.put("revision", expected + 1);
        expires.ifPresent(at -> document.put("expires", at.getEpochSecond()));
        try {
            dynamo.putItem(r -> {
                r.tableName(table).item(Attributes.of(document));
                if (expected == 0) {
                    r.conditionExpression("attribute_not_exists(pk)");
                } else {
                    r.conditionExpression("revision = :expected")
                            .expressionAttributeValues(
                                    Map.of(":expected", AttributeValue.fromN(String.valueOf(expected))));
                }
            });
        } catch (ConditionalCheckFailedException e) {
            throw new LedgerConflict(pk + " " + sk);
        }
    }

    private <T> T convert(ObjectNode document, Class<T> type) {
        try {
            return json.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The ledger holds an item that cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static String member(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : value.s();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static String targetKey(TargetName name) {
        return "TARGET#" + name;
    }

    private static String runtimeKey(RuntimeId id) {
        return "RUNTIME#" + id.value();
    }

    private static String rolloutKey(RolloutId id) {
        return "ROLLOUT#" + id;
    }

    private static String configurationKey(ConfigurationHash hash) {
        return "CONFIGURATION#" + hash;
    }

    private static String verdictKey(String endpoint, int attempt) {
        return "VERDICT#%s#%d".formatted(endpoint, attempt);
    }

    private static String alarmKey(AlarmName alarm) {
        return "ALARM#" + alarm;
    }

    private static String repositoryKey(Repository repository) {
        return "REPOSITORY#%s/%s/%s".formatted(repository.account(), repository.region(), repository.name());
    }
}
