package slipway.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;
import slipway.local.edge.Place;
import slipway.local.story.Sample;

/** A team's whole walk with tools of its own: the AWS SDK for JavaScript and skopeo. */
class WholeWalkIT {
    private static final Path ASSEMBLY =
            Path.of(System.getProperty("slipway.root"), "infra", "cdk", "target", "cdk.out");
    private static final int SCALE = 60;

    @TempDir
    private Path layout;

    @Test
    void whatIsPushedIsWhatTheNewAgentSays() throws Exception {
        Map<String, String> labels =
                Map.of("slipway.local.agent", "{\"answer\":{\"answer\":\"ok\",\"from\":\"2.0.0\"}}");
        OciLayout.write(layout, "2.0.0", labels);
        Place place = new Place("111122223333", "eu-central-1");
        try (LocalCloud cloud = new LocalCloud(ASSEMBLY, place, 0, SCALE, (wanted, made, done, total) -> {})) {
            Sample.deployControlPlane(cloud);
            Sample.begin(cloud);

            String said = Program.node(cloud.uri(), "whole.mjs", layout.toString(), "2.0.0");

            assertThat(said.strip()).isEqualTo("{\"answer\":\"ok\",\"from\":\"2.0.0\"}");
        }
    }
}
