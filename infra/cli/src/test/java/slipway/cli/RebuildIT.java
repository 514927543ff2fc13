package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's table is lost behind targets that serve, and rebuilt by its own function under its own role. */
final class RebuildIT {
    private static final List<String> TARGETS = List.of("concierge-dev", "concierge-prod", "support");

    @Test
    void aLostTableIsRebuiltAndAPushGoesLive(@TempDir Path folder) throws IOException {
        try (var plane = new LocalPlane(folder)) {
            var desk = new Desk(plane);
            TARGETS.forEach(target -> LocalPlane.await(
                    "the first image of %s is live".formatted(target), () -> desk.live(target), "1.0.0"::equals));
            var before = desk.push();
            LocalPlane.await(before + " is live", () -> desk.live("support"), before::equals);
            TARGETS.forEach(target -> desk.reaches(target, "idle"));
            assertThat(desk.types("rebuild").out()).contains("support  the ledger has it, nothing changed");
            var version = desk.target("support").at("/live/version").asText();

            plane.loseTheLedger();
            assertThat(desk.types("rebuild --dry-run").out()).contains("support  would be rebuilt");
            assertThat(desk.types("status").out()).doesNotContain("concierge-dev");

            var seen = desk.types("rebuild");
            assertThat(seen.err()).isEmpty();
            assertThat(seen.exit()).isZero();
            assertThat(seen.out())
                    .contains("support  rebuilt", "desired %s, live %1$s".formatted(before), "concierge-prod  rebuilt")
                    .contains("Lost with the table:")
                    .doesNotContain("held\n");
            TARGETS.forEach(target -> desk.reaches(target, "idle"));
            assertThat(desk.target("support").at("/live/version").asText()).isEqualTo(version);
            assertThat(desk.types("drift support").exit()).isZero();

            var after = desk.push();
            LocalPlane.await(after + " is live", () -> desk.live("support"), after::equals);
        }
    }
}
