package slipway.local.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.local.LocalCloud;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Place;
import slipway.local.story.Sample;

/** The AWS SDK for JavaScript walks through each service: operations, typed errors, pages. */
class JavaScriptIT {
    private static final Path ASSEMBLY =
            Path.of(System.getProperty("slipway.root"), "infra", "cdk", "target", "cdk.out");
    private static final int SCALE = 60;

    private static LocalCloud cloud;

    @BeforeAll
    static void deploy() throws IOException {
        Place place = new Place("111122223333", "eu-central-1");
        cloud = new LocalCloud(ASSEMBLY, place, 0, SCALE, (wanted, made, done, total) -> {});
        Sample.deployControlPlane(cloud);
        new Pusher(cloud.uri(), "test").push("agents/support", "1.0.0", ImageSpec.arm64(Map.of()));
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    static List<String> walks() throws IOException {
        try (Stream<Path> files = Files.list(Program.JAVASCRIPT.resolve("walks"))) {
            return files.map(file -> "walks/" + file.getFileName()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("walks")
    void walks(String script) throws Exception {
        Program.node(cloud.uri(), script);
    }
}
