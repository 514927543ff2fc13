package slipway.local.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.agentcore.Images;
import slipway.local.agentcore.process.Layer;
import slipway.local.assembly.ResourceProvider.Wanted;
import slipway.local.edge.CallLog;
import slipway.local.edge.Edge;
import slipway.local.edge.Faults;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.time.ScaledClock;

/** A folder becomes an image that AgentCore finds a program in. */
class ProgramImageTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String REPOSITORY = "agents/support";

    @TempDir
    private Path folder;

    private final ScaledClock clock = new ScaledClock(1000);
    private final Ecr ecr = new Ecr(
            PLACE,
            clock,
            (caller, action, resource, context) -> {},
            () -> URI.create("http://127.0.0.1"),
            event -> {},
            (arn, policy) -> {});
    private final Identities identities = new Identities(PLACE);
    private final Edge server = new Edge(
            0,
            identities,
            (caller, action, resource, context) -> {},
            new Faults(identities, clock),
            new CallLog(10),
            clock);
    private final Pusher pusher = new Pusher(server.uri(), "test");

    ProgramImageTest() throws IOException {
        server.mount("/v2/", ecr.registry());
        ObjectNode properties = JsonNodeFactory.instance.objectNode().put("RepositoryName", REPOSITORY);
        new RepositoryProvider(ecr.repositories())
                .make(new Wanted("stack", "Thing", "AWS::ECR::Repository", properties));
    }

    @BeforeEach
    void writeTheFolder() throws IOException {
        Files.writeString(folder.resolve("agent.js"), "listen()");
        Files.writeString(folder.resolve("README.md"), "about it");
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin/run"), "#!/bin/sh");
        assertThat(folder.resolve("bin/run").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(folder.resolve("outside"), Path.of("/etc/passwd"));
    }

    @AfterEach
    void close() {
        server.close();
        clock.close();
    }

    private FolderLayer layer() {
        return FolderLayer.of(folder, "app", file -> !file.toString().endsWith(".md"));
    }

    private ProgramSpec spec(String version) {
        return new ProgramSpec(
                layer(), List.of("node", "agent.js"), "/app", Map.of("AGENT_VERSION", version), ProgramSpec.RUNS);
    }

    private Images.Image found(String digest) {
        return new EcrImages(ecr.repositories()).find(REPOSITORY, null, digest).orElseThrow();
    }

    @Test
    void theFoldersFilesAreTheLayer() throws IOException {
        List<String> entries = new ArrayList<>();
        Images.Image image = found(pusher.push(REPOSITORY, "1.0.0", spec("1.0.0")));
        Layer layer = image.bundle().layers().getFirst();

        try (InputStream zipped = layer.content().open();
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(zipped))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add("%s %o".formatted(entry.getName(), entry.getMode()));
            }
        }

        assertThat(layer.mediaType()).endsWith(".tar+gzip");
        assertThat(entries).containsExactly("app/agent.js 644", "app/bin/run 755");
    }

    @Test
    void itsConfigurationSaysHowItIsRun() {
        Images.Image image = found(pusher.push(REPOSITORY, "1.0.0", spec("1.0.0")));

        assertThat(image.architectures()).containsExactly("arm64");
        assertThat(image.labels()).containsExactly(Map.entry("slipway.local.run", "process"));
        assertThat(image.bundle().command()).containsExactly("node", "agent.js");
        assertThat(image.bundle().workingDirectory()).isEqualTo("/app");
        assertThat(image.bundle().environment()).containsExactly(Map.entry("AGENT_VERSION", "1.0.0"));
    }

    @Test
    void theSameFilesAreTheSameImageWheneverTheyWereWritten() throws IOException {
        String first = pusher.push(REPOSITORY, "1.0.0", spec("1.0.0"));
        Files.setLastModifiedTime(folder.resolve("agent.js"), FileTime.fromMillis(0));

        assertThat(pusher.push(REPOSITORY, "1.0.1", spec("1.0.0"))).isEqualTo(first);
        assertThat(pusher.push(REPOSITORY, "1.1.0", spec("1.1.0"))).isNotEqualTo(first);
    }
}
