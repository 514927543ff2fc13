package slipway.local.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import slipway.local.LocalCloud;
import slipway.local.dynamodb.Items;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.story.Aws;

/** The administrator at the services' APIs. */
final class Hands {
    static final String CONTROL_PLANE = "slipway-local";
    private static final String LEDGER = CONTROL_PLANE + "-ledger";
    private static final String SSM = "AmazonSSM.";
    private static final String DYNAMO = "DynamoDB_20120810.";

    private final LocalCloud cloud;
    private final Place place;
    private final Aws aws;
    private final Pusher pusher;
    private final List<Consumer<Order>> heard = new CopyOnWriteArrayList<>();

    Hands(LocalCloud cloud, Place place) {
        this.cloud = cloud;
        this.place = place;
        this.aws = new Aws(cloud.uri(), place.region());
        this.pusher = new Pusher(cloud.uri(), "test");
    }

    LocalCloud cloud() {
        return cloud;
    }

    Place place() {
        return place;
    }

    Aws aws() {
        return aws;
    }

    Build push(String repository, Build.Tag tag, Build.Kind kind, String note) {
        return new Build(repository, tag, pusher.push(repository, tag.toString(), kind.image(tag, note)), kind);
    }

    /** The value of a parameter; empty where there is none. */
    Optional<String> parameter(String name) {
        var answer = aws.json("ssm", SSM + "GetParameter", Json.object().put("Name", "/slipway/local/" + name));
        return answer.statusCode() == 200
                ? Optional.of(Json.read(answer.body()).at("/Parameter/Value").asText())
                : Optional.empty();
    }

    void write(String name, String value) {
        aws.call(
                "ssm",
                SSM + "PutParameter",
                Json.object()
                        .put("Name", "/slipway/local/" + name)
                        .put("Value", value)
                        .put("Type", "String")
                        .put("Overwrite", true));
    }

    /** The ledger's items of these keys that there are. */
    List<ObjectNode> items(Collection<String> keys) {
        ObjectNode input = Json.object();
        ArrayNode wanted = input.putObject("RequestItems")
                .putObject(LEDGER)
                .put("ConsistentRead", true)
                .putArray("Keys");
        keys.forEach(key -> {
            ObjectNode one = wanted.addObject();
            one.putObject("pk").put("S", key);
            one.putObject("sk").put("S", "STATE");
        });
        return aws.call("dynamodb", DYNAMO + "BatchGetItem", input)
                .at("/Responses/" + LEDGER)
                .valueStream()
                .map(Items::plain)
                .toList();
    }

    /** The records of rollouts among the ledger's items. */
    static List<ObjectNode> rollouts(List<ObjectNode> ledger) {
        return ledger.stream()
                .filter(item -> item.path("pk").asText().startsWith("ROLLOUT#")
                        && item.path("sk").asText().equals("STATE"))
                .toList();
    }

    /** The ledger's items of the fleet's targets. */
    List<ObjectNode> targets() {
        return items(Fleet.MEMBERS.stream()
                .map(member -> "TARGET#" + member.target())
                .toList());
    }

    Optional<ObjectNode> item(String key) {
        return items(List.of(key)).stream().findFirst();
    }

    /** Every item of a table. */
    List<ObjectNode> scan(String table) {
        List<ObjectNode> items = new ArrayList<>();
        ObjectNode input = Json.object().put("TableName", table).put("ConsistentRead", true);
        JsonNode page;
        do {
            page = aws.call("dynamodb", DYNAMO + "Scan", input);
            page.path("Items").forEach(item -> items.add(Items.plain(item)));
            input.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return items;
    }

    List<ObjectNode> ledger() {
        return scan(LEDGER);
    }

    /** Tells every order, once it is answered. */
    void onOrder(Consumer<Order> told) {
        heard.add(told);
    }

    /**
     * Asks the operator's function.
     *
     * @return the rollout that it speaks of; empty where it was refused, or speaks of none
     */
    Optional<String> order(String verb, String target, String... members) {
        ObjectNode request = Json.object().put("schema", 1).put("verb", verb).put("target", target);
        for (int i = 0; i < members.length; i += 2) {
            request.put(members[i], members[i + 1]);
        }
        URI url = URI.create(parameter("operator-url").orElseThrow());
        Instant at = cloud.clock().instant();
        try {
            return Optional.of(aws.ask(url, request).path("rollout").asText()).filter(id -> !id.isEmpty());
        } catch (RuntimeException e) {
            // It does not fit what is under way, or the function has just died: people come back.
            return Optional.empty();
        } finally {
            Order order = new Order(verb, target, at, cloud.clock().instant());
            heard.forEach(told -> told.accept(order));
        }
    }

    ObjectNode latest(String runtimeId) {
        return (ObjectNode) aws.rest("GET", "/runtimes/" + runtimeId + "/", Optional.empty());
    }

    /** A version of a runtime; empty where it is gone. */
    Optional<ObjectNode> version(String runtimeId, String version) {
        try {
            String path = "/runtimes/%s/?version=%s".formatted(runtimeId, version);
            return Optional.of((ObjectNode) aws.rest("GET", path, Optional.empty()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    List<JsonNode> runtimes() {
        return aws.rest("POST", "/runtimes/?maxResults=100", Optional.of(Json.object()))
                .path("agentRuntimes")
                .valueStream()
                .toList();
    }

    /** The tags of a repository's images, each with its digest. */
    List<JsonNode> images(String repository) {
        List<JsonNode> images = new ArrayList<>();
        ObjectNode input = Json.object().put("repositoryName", repository).put("maxResults", 1000);
        JsonNode page;
        do {
            page = aws.call("ecr", "AmazonEC2ContainerRegistry_V20150921.ListImages", input);
            page.path("imageIds").forEach(images::add);
            input.set("nextToken", page.path("nextToken"));
        } while (page.has("nextToken"));
        return images;
    }

    /** How many pushes wait to be handled, or are being handled. */
    int waiting() {
        ObjectNode input = Json.object()
                .put("QueueUrl", "%s/%s/%s-image-pushed".formatted(cloud.uri(), place.account(), CONTROL_PLANE));
        input.putArray("AttributeNames").add("All");
        JsonNode attributes =
                aws.call("sqs", "AmazonSQS.GetQueueAttributes", input).path("Attributes");
        return attributes.path("ApproximateNumberOfMessages").asInt()
                + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt()
                + attributes.path("ApproximateNumberOfMessagesDelayed").asInt();
    }

    /** The names of a state machine's executions that have not ended. */
    List<String> running(String machine) {
        ObjectNode input =
                Json.object().put("stateMachineArn", machine(machine)).put("statusFilter", "RUNNING");
        return aws.call("states", "AWSStepFunctions.ListExecutions", input)
                .path("executions")
                .valueStream()
                .map(execution -> execution.path("name").asText())
                .toList();
    }

    String machine(String name) {
        return place.arn("states", "stateMachine:%s-%s".formatted(CONTROL_PLANE, name));
    }
}
