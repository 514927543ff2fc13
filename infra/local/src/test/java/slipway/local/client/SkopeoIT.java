package slipway.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.assembly.ResourceProvider;
import slipway.local.ecr.Ecr;
import slipway.local.ecr.RepositoryProvider;
import slipway.local.edge.CallLog;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.story.Aws;
import slipway.local.time.ScaledClock;

/** A registry client of others, with a password as ECR gives it. */
class SkopeoIT {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");

    @TempDir
    private Path layout;

    private final ScaledClock clock = new ScaledClock(1);
    private final List<ObjectNode> events = new CopyOnWriteArrayList<>();
    private Edge edge;
    private String credentials;
    private String digest;

    @BeforeEach
    void logIn() throws IOException {
        Identities identities = new Identities(PLACE);
        edge = new Edge(
                0, identities, (who, action, what, more) -> {}, new Faults(identities, clock), new CallLog(100), clock);
        Ecr ecr = new Ecr(PLACE, clock, (who, action, what, more) -> {}, edge::uri, events::add, (arn, policy) -> {});
        edge.register(ecr.api());
        edge.mount("/v2/", ecr.registry());
        new RepositoryProvider(ecr.repositories())
                .make(new ResourceProvider.Wanted("s", "R", "AWS::ECR::Repository", (ObjectNode)
                        Json.read("{\"RepositoryName\":\"agents/support\"}")));
        credentials = password();
        digest = OciLayout.write(layout, "1.0.0", Map.of("version", "1.0.0"));
    }

    @AfterEach
    void close() {
        edge.close();
        clock.close();
    }

    private String password() {
        JsonNode token = new Aws(edge.uri(), PLACE.region())
                .call(
                        "ecr",
                        "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
                        JsonNodeFactory.instance.objectNode());
        String encoded = token.at("/authorizationData/0/authorizationToken").asText();
        return new String(Base64.getDecoder().decode(encoded), UTF_8);
    }

    @Test
    void itPushesAnIndexWithItsAttestations() throws Exception {
        push();

        JsonNode index = Json.read(skopeo("inspect", "--raw", image("1.0.0")));
        assertThat(index.path("manifests")).hasSize(4);
        JsonNode inspected =
                Json.read(skopeo("inspect", "--override-arch=arm64", "--override-os=linux", image("1.0.0")));
        assertThat(inspected.path("Digest").asText()).isEqualTo(digest);
        assertThat(inspected.at("/Labels/version").asText()).isEqualTo("1.0.0");
        assertThat(tags()).containsExactly("1.0.0");
        assertThat(events)
                .extracting(event -> event.at("/detail/image-tag").asText("none"))
                .containsExactly("none", "none", "none", "none", "1.0.0");
    }

    @Test
    void itPullsWhatItPushed() throws Exception {
        push();
        Path pulled = layout.resolve("pulled");

        skopeo(
                "copy",
                "--all",
                "--src-tls-verify=false",
                "--src-creds=" + credentials,
                image("1.0.0"),
                "oci:" + pulled);

        assertThat(Json.read(Files.readString(pulled.resolve("index.json")))
                        .at("/manifests/0/digest")
                        .asText())
                .isEqualTo(digest);
    }

    @Test
    void itDeletesAnImageWithItsTag() throws Exception {
        push();
        int before = events.size();

        skopeo("delete", image("1.0.0"));

        assertThat(tags()).isEmpty();
        assertThat(events.subList(before, events.size())).singleElement().satisfies(event -> {
            assertThat(event.at("/detail/action-type").asText()).isEqualTo("DELETE");
            assertThat(event.at("/detail/image-digest").asText()).isEqualTo(digest);
        });
    }

    private void push() throws Exception {
        skopeo(
                "copy",
                "--all",
                "--dest-tls-verify=false",
                "--dest-creds=" + credentials,
                "oci:" + layout + ":1.0.0",
                image("1.0.0"));
    }

    private List<String> tags() throws Exception {
        List<String> tags = new ArrayList<>();
        Json.read(skopeo("list-tags", "docker://" + repository())).path("Tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    private String image(String tag) {
        return "docker://" + repository() + ":" + tag;
    }

    private String repository() {
        URI uri = edge.uri();
        return uri.getAuthority() + "/agents/support";
    }

    private String skopeo(String verb, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("skopeo", verb));
        if (!verb.equals("copy")) {
            command.addAll(List.of("--tls-verify=false", "--creds=" + credentials));
        }
        command.addAll(List.of(arguments));
        return Program.run(edge.uri(), command.toArray(String[]::new));
    }
}
