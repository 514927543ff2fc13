package slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.image.Samples;
import slipway.ledger.TargetState.ConfigurationVeto;
import slipway.ledger.TargetState.Served;

/** Items that the version before wrote, which knew of no stack's configurations: rollouts go on over a deployment. */
class OlderItemsTest {
    private static final ObjectMapper JSON = LedgerJson.mapper();

    @Test
    void aTargetOfBeforeHasNoConfigurationAskedForNoneVetoedAndNoneServed() throws IOException {
        TargetState target = read("target-before-configurations.json", TargetState.class);
        assertThat(target.restraint().configurations()).isEmpty();
        assertThat(target.restraint().veto(Samples.digest("e"))).isPresent();
        assertThat(target.orders().configuration()).isEmpty();
        assertThat(target.orders().adoption()).isPresent();
        assertThat(target.serving().live().flatMap(Served::configuration)).isEmpty();
        assertThat(target.serving().live().map(Served::version)).contains(new Version(3));

        ConfigurationVeto veto = new ConfigurationVeto(
                new ConfigurationHash("9".repeat(64)), new RolloutId("support-8"), "SMOKE_TEST_FAILED", Samples.NOON);
        assertThat(target.restraint().withVeto(veto).configurations()).containsExactly(veto);
    }

    @Test
    void aRolloutOfBeforeBringsAnImage() throws IOException {
        RolloutRecord rollout = read("rollout-before-configurations.json", RolloutRecord.class);
        assertThat(rollout.request().configuration()).isEmpty();
        assertThat(rollout.progress().update().orElseThrow().configurationHash())
                .isEmpty();
        assertThat(rollout.progress().candidate().orElseThrow().verified()).isTrue();
    }

    private static <T> T read(String name, Class<T> type) throws IOException {
        try (InputStream item = OlderItemsTest.class.getResourceAsStream(name)) {
            return JSON.readValue(item, type);
        }
    }
}
