package slipway.local.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipway.local.LocalCloud;
import slipway.local.edge.Place;
import slipway.local.story.Sample;

/** A minute of what {@code scripts/soak.sh} does for longer; more of them where a planted defect is to be found. */
@Timeout(value = 25, unit = TimeUnit.MINUTES) // Of the longer ones; each part of it has a bound of its own.
class SoakIT {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final Path ASSEMBLY = Path.of(System.getProperty("slipway.root"), "infra/cdk/target/cdk.out");
    private static final int SCALE = 60;
    private static final Plan PLAN =
            new Plan(1, Duration.ofMinutes(Long.getLong("slipway.soak.minutes", 1)), Duration.ofMinutes(3));

    @Test
    void nothingIsViolatedHoweverMuchFails() throws IOException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Report report;
        try (LocalCloud cloud = new LocalCloud(ASSEMBLY, PLACE, 0, SCALE, (_, _, _, _) -> {})) {
            Sample.deployControlPlane(cloud);
            report = new Soak(cloud, PLACE, PLAN, new PrintStream(told, true, UTF_8)).run();
        }
        assertThat(report.violations()).as(() -> told.toString(UTF_8)).isEmpty();
        assertThat(report.injected()).as("faults").isGreaterThan(50);
        assertThat(report.rollouts()).containsKey("PROMOTED");
    }
}
