package slipway.agentruntime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantedTest {
    private static final RuntimeDocument BASE = document(
            "'environmentVariables': {'A': '1', 'B': '2'}, "
                    + "'lifecycleConfiguration': {'idleRuntimeSessionTimeout': 300, 'maxLifetime': 3600}, 'platformVersion': 'V2'");

    @Test
    void whatAgentCoreAddsWithinWhatWasSetIsNoDifference() {
        Wanted wanted = wanted("{'lifecycleConfiguration': {'idleRuntimeSessionTimeout': 600}}");
        RuntimeDocument made = with("lifecycleConfiguration", "{'idleRuntimeSessionTimeout': 600, 'maxLifetime': 7}");
        assertThat(wanted.differences(made)).isEmpty();
        assertThat(wanted.is(made)).as("somebody may have set it").isFalse();
        assertThat(wanted.is(
                        with("lifecycleConfiguration", "{'idleRuntimeSessionTimeout': 600, 'maxLifetime': 28800}")))
                .isTrue();
    }

    @Test
    void aVariableThatIsDeclaredNoMoreHasToGo() {
        Wanted wanted = wanted("{'environmentVariables': {'A': '1'}}");
        assertThat(wanted.is(BASE)).isFalse();
        assertThat(wanted.differences(BASE)).containsExactly("/environmentVariables/B");
    }

    @Test
    void whatWasSetMustBeAsItWasSet() {
        Wanted wanted = wanted("{'lifecycleConfiguration': {'idleRuntimeSessionTimeout': 600}}");
        assertThat(wanted.differences(BASE)).containsExactly("/lifecycleConfiguration/idleRuntimeSessionTimeout");
    }

    @Test
    void whatNobodyAskedAboutMustStay() {
        Wanted wanted = wanted("{'description': 'x'}");
        RuntimeDocument made = with("description", "'x'");
        assertThat(wanted.differences(made)).isEmpty();
        ObjectNode more = made.json();
        more.putObject("metadataConfiguration").put("requireMMDSV2", true);
        assertThat(wanted.differences(RuntimeDocument.of(more))).containsExactly("/metadataConfiguration");
    }

    @Test
    void whatIsUnsetMayComeBackWithAgentCoresOwnValueAndNothingElseMay() {
        Wanted wanted = wanted("{}", "lifecycleConfiguration", "platformVersion", "environmentVariables");
        assertThat(wanted.differences(BASE)).containsExactly("/environmentVariables");
        ObjectNode defaults = BASE.json();
        defaults.remove("environmentVariables");
        assertThat(wanted.is(RuntimeDocument.of(defaults)))
                .as("300 and 3600 are not AgentCore's")
                .isFalse();
        defaults.putObject("lifecycleConfiguration")
                .put("idleRuntimeSessionTimeout", 900)
                .put("maxLifetime", 28800);
        assertThat(wanted.is(RuntimeDocument.of(defaults))).isTrue();
    }

    @Test
    void anImageIsComparedToTheLetter() {
        Wanted wanted = new Wanted(BASE, Optional.empty());
        assertThat(wanted.is(BASE)).isTrue();
        assertThat(wanted.is(with("lifecycleConfiguration", "{'idleRuntimeSessionTimeout': 300}")))
                .isFalse();
    }

    private static Wanted wanted(String set, String... unset) {
        ConfigurationChange change = ConfigurationChange.of(RuntimeSamples.json(set), List.of(unset));
        return new Wanted(BASE.with(change), Optional.of(change));
    }

    private static RuntimeDocument with(String member, String value) {
        ObjectNode changed = BASE.json();
        changed.set(member, RuntimeSamples.json("{'it': %s}".formatted(value)).path("it"));
        return RuntimeDocument.of(changed);
    }

    private static RuntimeDocument document(String members) {
        return RuntimeDocument.of(RuntimeSamples.json("{'agentRuntimeArn': 'arn', %s}".formatted(members)));
    }
}
