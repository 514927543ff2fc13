package slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import slipway.local.LocalCloud;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Place;
import slipway.local.iam.Grant;
import slipway.local.story.Aws;
import slipway.local.story.Sample;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** The synthesized control plane with its sample on the local cloud, and the people who use it. */
final class LocalPlane implements AutoCloseable {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final int SCALE = 30;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalCloud cloud;
    private final Aws administrator;
    private final Pusher pusher;

    /** @param folder an empty one, for the assembly with a stack more: the people's roles */
    LocalPlane(Path folder) throws IOException {
        assembly(folder);
        cloud = new LocalCloud(folder, PLACE, 0, SCALE, (wanted, made, done, total) -> {});
        administrator = new Aws(cloud.uri(), PLACE.region());
        pusher = new Pusher(cloud.uri(), "test");
        Sample.deployControlPlane(cloud);
        cloud.deploy("people");
        Sample.begin(cloud);
    }

    private static void assembly(Path folder) throws IOException {
        try (var files = Files.list(Person.ASSEMBLY)) {
            for (var file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        var manifest = folder.resolve("manifest.json");
        var written = (ObjectNode) JSON.readTree(manifest.toFile());
        written.withObjectProperty("artifacts").set("people", JSON.readTree("""
                {"type":"aws:cloudformation:stack","properties":{"templateFile":"people.template.json"}}"""));
        JSON.writeValue(manifest.toFile(), written);
        try (var people = LocalPlane.class.getResourceAsStream("/people.template.json")) {
            Files.copy(people, folder.resolve("people.template.json"));
        }
    }

    /** Everything that the deployed roles' own policies allow. */
    List<Grant> grants() {
        return cloud.grants();
    }

    URI uri() {
        return cloud.uri();
    }

    /** Somebody of that role, in a session called alice. */
    Person person(String role) {
        var credentials = credentials(role);
        return Person.at(cloud.uri())
                .with(() -> credentials)
                .livingBy(cloud.clock(), any -> LockSupport.parkNanos(LOOK.toNanos()));
    }

    AwsSessionCredentials credentials(String role) {
        try (var sts = StsClient.builder()
                .endpointOverride(cloud.uri())
                .region(Region.of(PLACE.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var arn = "arn:aws:iam::%s:role/%s".formatted(PLACE.account(), role);
            var given =
                    sts.assumeRole(r -> r.roleArn(arn).roleSessionName("alice")).credentials();
            return AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
        }
    }

    void push(String repository, String tag) {
        pusher.push(repository, tag, ImageSpec.arm64(Map.of("version", tag)));
    }

    /** The owner writes the declaration with this member, or without it, and it is taken in. */
    void declare(String target, String member, Optional<String> json) {
        var name = "/slipway/local/targets/" + target;
        var declaration = (ObjectNode) read(administrator
                .call("ssm", "AmazonSSM.GetParameter", object().put("Name", name))
                .at("/Parameter/Value")
                .asText());
        declaration.remove(member);
        json.ifPresent(text -> declaration.set(member, read(text)));
        var written = object().put("Name", name).put("Value", declaration.toString());
        administrator.call(
                "ssm", "AmazonSSM.PutParameter", written.put("Type", "String").put("Overwrite", true));
        await("the declaration of " + target, () -> taken(target), declaration::equals);
    }

    private JsonNode taken(String target) {
        var input = object().put("TableName", "slipway-local-ledger").put("ConsistentRead", true);
        var key = input.putObject("Key");
        key.putObject("pk").put("S", "TARGET#" + target);
        key.putObject("sk").put("S", "STATE");
        return read(administrator
                .call("dynamodb", "DynamoDB_20120810.GetItem", input)
                .at("/Item/declaration/S")
                .asText("{}"));
    }

    /** Every item of the table is gone. */
    void loseTheLedger() {
        var table = object().put("TableName", "slipway-local-ledger");
        var items =
                administrator.call("dynamodb", "DynamoDB_20120810.Scan", table).path("Items");
        for (var item : items) {
            var lost = table.deepCopy();
            lost.putObject("Key").<ObjectNode>set("pk", item.path("pk")).set("sk", item.path("sk"));
            administrator.call("dynamodb", "DynamoDB_20120810.DeleteItem", lost);
        }
    }

    /** Somebody changes the runtime past Slipway. */
    void edit(String runtime) {
        var all =
                administrator.rest("POST", "/runtimes/", Optional.of(object())).path("agentRuntimes");
        var path = all.valueStream()
                .filter(one -> one.path("agentRuntimeName").asText().equals(runtime))
                .map(one -> "/runtimes/" + one.path("agentRuntimeId").asText() + "/")
                .findFirst()
                .orElseThrow();
        var now = administrator.rest("GET", path, Optional.empty());
        var update = object().put("clientToken", "somebody-who-edits-in-the-console-01")
                .put("description", "edited");
        for (var member : List.of("agentRuntimeArtifact", "roleArn", "networkConfiguration", "metadataConfiguration")) {
            update.set(member, now.path(member));
        }
        administrator.rest("PUT", path, Optional.of(update));
        await(
                "the edit",
                () -> administrator
                        .rest("GET", path, Optional.empty())
                        .path("status")
                        .asText(),
                "READY"::equals);
    }

    /** Looks until it is as wanted. */
    static <T> T await(String what, Supplier<T> look, Predicate<T> wanted) {
        long began = System.nanoTime();
        while (true) {
            var seen = look.get();
            if (wanted.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new AssertionError("waited in vain for %s; there is: %s".formatted(what, seen));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
