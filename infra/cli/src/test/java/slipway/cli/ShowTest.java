package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AwsDouble aws = new AwsDouble();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void tellsARolloutFromItsBeginning() {
        var out = show("promoted-after-approval-and-bake");
        assertThat(out)
                .startsWith("support-7  Promoted  PROVEN")
                .containsPattern("why +The smoke test passed on version 4 and live serves it\\.")
                .containsPattern("image +1\\.4\\.2 \\(aaaaaaaaaaaa\\)")
                .containsPattern("versions +3 → 4")
                .containsPattern("cause +push")
                .containsPattern("started +2026-11-20T12:00:00Z")
                .containsPattern("ended +2026-11-20T12:21:50Z")
                .containsPattern("took +21 min 50 s")
                .containsPattern("proof +passed")
                .containsPattern(
                        "approval +approved, by somebody \\(arn:aws:sts::.*/somebody\\), looked at the answers")
                .containsPattern("moved +live, at 2026-11-20T12:06:40Z")
                .containsPattern("bake +since 2026-11-20T12:06:50Z, until 2026-11-20T12:21:50Z")
                .containsPattern("serves +version 4")
                .containsPattern("sessions +older ones may keep .* until 2026-11-20T20:06:40Z")
                .containsPattern("execution +arn:aws:states:.*:support-7-push-1")
                .contains("/agentRuntimeArtifact/containerConfiguration/containerUri")
                .contains("+0.0 s  admitted", "+12.0 s  version 4 is made")
                .contains("Smoke test 1 of version 4 behind candidate", "+39.0 s  PASSED  1 right answer")
                .contains("HTTP 200 after 1840 ms: {\"answer\"")
                .doesNotContain("went back");
    }

    @Test
    void showsTheNewestRolloutOfATarget() {
        aws.answer("rollouts", "{'schema':1,'rollouts':[{'id':'support-7'}]}");
        aws.answer("rollout", Samples.record("admitted"));
        var seen = Person.at(aws).types("show", "--target", "support");
        assertThat(seen.out()).startsWith("support-7");
        assertThat(aws.bodies().getFirst().path("target").asText()).isEqualTo("support");
        assertThat(aws.bodies().getLast().path("rollout").asText()).isEqualTo("support-7");
    }

    @Test
    void aTargetThatNothingRolledOutToHasNoneToShow() {
        aws.answer("rollouts", "{'schema':1,'rollouts':[]}");
        var seen = Person.at(aws).types("show", "--target", "support");
        assertThat(seen.exit()).isEqualTo(1);
        assertThat(seen.err()).contains("Nothing has rolled out to support yet.");
    }

    @Test
    void tellsWhyLiveWentBack() {
        assertThat(show("rolled-back-by-itself"))
                .startsWith("support-7  RolledBack  LIVE_FAILED")
                .containsPattern("went back +LIVE_FAILED, at 2026-11-20T12:07:00Z")
                .containsPattern("serves +version 3");
    }

    @Test
    void tellsWhoAskedAndWhatForWhileItIsUnderWay() {
        assertThat(show("rollback-of-a-person"))
                .startsWith("support-7  under way")
                .containsPattern("versions +→ 3")
                .containsPattern("asked by +somebody \\(arn:aws:sts::")
                .doesNotContain("ended", "took");
    }

    @Test
    void tellsUntilWhenAQuestionStands() {
        aws.answer("rollout", """
                {'schema':1,'rollout':{'id':'support-7','request':{},'progress':{'approval':
                 {'askedAt':'2026-11-20T12:00:40Z','expiresAt':'2026-11-23T12:00:40Z'}},'timeline':[]},'verdicts':[]}""");
        assertThat(Person.at(aws).types("show", "support-7").out())
                .containsPattern("approval +asked at 2026-11-20T12:00:40Z, until 2026-11-23T12:00:40Z");
    }

    @Test
    void whatAnAgentSaidCannotSteerTheTerminal() {
        aws.answer("rollout", """
                {'schema':1,'rollout':{'id':'support-7'},'verdicts':[{'finding':'AGENT_FAILED',
                 'samples':[{'status':200,'latencyMillis':120,'answer':'\\u001b]0;owned\\u0007five'}]}]}""");
        assertThat(Person.at(aws).types("show", "support-7").out())
                .contains("HTTP 200 after 120 ms: \\u001b]0;owned\\u0007five")
                .doesNotContain("\u001b", "\u0007");
    }

    static Stream<String> records() {
        return Samples.records();
    }

    @ParameterizedTest
    @MethodSource("records")
    void aProgramGetsTheRecordAsItIs(String sample) throws JsonProcessingException {
        aws.answer("rollout", Samples.record(sample));
        var out = Person.at(aws).types("show", "support-7", "--json").out();
        assertThat(JSON.readTree(out)).isEqualTo(JSON.readTree(Samples.record(sample)));
    }

    private String show(String sample) {
        aws.answer("rollout", Samples.record(sample));
        return Person.at(aws).types("show", "support-7").out();
    }
}
