package slipway.local.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Integration tests notice each action that is taken from a role's policies, as far as they called it; those that nobody
 * notices are told.
 *
 * <p>{@code scripts/prove.sh} runs it: it takes hours.
 */
class NeededGrantsProof {

    @Test
    void whatIsTakenAwayIsMissed() throws IOException {
        Path synthesized = Path.of(System.getProperty("slipway.root"), "infra", "cdk", "target", "cdk.out");
        GrantsProof proof =
                new GrantsProof(synthesized, Path.of("target", "grants-proof"), NeededGrantsProof::fails, System.out);

        assertThat(proof.run(Path.of("target", "grants"))).isPositive();
    }

    private static boolean fails(String test) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getTestsFoundCount()).as(test).isPositive();
        return listener.getSummary().getTotalFailureCount() > 0;
    }
}
