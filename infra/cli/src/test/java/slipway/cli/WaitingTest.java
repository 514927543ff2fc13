package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingTest {
    private static final String IDLE = target("'state':'idle'");

    private final AwsDouble aws = new AwsDouble();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void staysUntilTheRolloutIsLive() {
        aws.answer("target", IDLE);
        aws.answer("retry", order("retry", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'making'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'making'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'proving'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Promoted','reason':'PROVEN','seconds':42"));
        var person = Person.at(aws);
        var seen = person.types("retry", "support", "--wait");
        assertThat(seen.exit()).isZero();
        assertThat(seen.out())
                .containsSubsequence("support-8: making", "support-8: proving", "Promoted, PROVEN", "after 42 s")
                .containsOnlyOnce("making");
        assertThat(aws.bodies().getLast().toString())
                .isEqualTo("{\"schema\":1,\"view\":\"rollouts\",\"target\":\"support\",\"limit\":1,\"before\":9}");
        assertThat(person.pauses()).hasSize(3);
    }

    @Test
    void drawsOneLineAnewOnATerminal() {
        aws.answer("target", IDLE);
        aws.answer("retry", order("retry", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'making'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'making'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Promoted'"));
        assertThat(Person.at(aws)
                        .atATerminal()
                        .types("retry", "support", "--wait")
                        .out())
                .containsSubsequence("\r\u001b[Ksupport-8: making", "0 s", "\r\u001b[Ksupport-8: making", "2 s");
    }

    @Test
    void anotherOutcomeThanTheWantedIsFive() {
        aws.answer("target", IDLE);
        aws.answer("retry", order("retry", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Rejected','reason':'SMOKE_TEST_FAILED'"));
        var seen = Person.at(aws).types("retry", "support", "--wait");
        assertThat(seen.exit()).isEqualTo(5);
        assertThat(seen.out()).contains("Rejected, SMOKE_TEST_FAILED");
    }

    @Test
    void whoAbortsWantsARejection() {
        aws.answer("abort", order("abort", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Rejected','reason':'ABORTED'"));
        assertThat(Person.at(aws)
                        .types("abort", "support", "--reason", "no", "--wait")
                        .exit())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"Superseded, 0", "Promoted, 5"})
    void whoHoldsWantsTheRolloutUnderWayToEndWithoutItsImage(String outcome, int exit) {
        aws.answer("hold", order("hold", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'proving'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'%s'".formatted(outcome)));
        var seen = Person.at(aws).types("hold", "support", "--reason", "fair", "--wait");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.out()).containsSubsequence("support-8: proving", "support-8: " + outcome);
        assertThat(seen.exit()).isEqualTo(exit);
    }

    @Test
    void whoHoldsWhereNothingIsUnderWayNeedNotWait() {
        aws.answer("target", IDLE);
        aws.answer("hold", order("hold", "'x':1"));
        var seen = Person.at(aws).types("hold", "support", "--reason", "fair", "--wait");
        assertThat(seen.exit()).isZero();
        assertThat(seen.out()).contains("nothing to wait for");
    }

    @Test
    void givesUpInTimeAndSaysThatTheRolloutGoesOn() {
        aws.answer("target", IDLE);
        aws.answer("retry", order("retry", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'baking'"));
        var person = Person.at(aws);
        var seen = person.types("retry", "support", "--wait", "--timeout", "1m");
        assertThat(seen.exit()).isEqualTo(5);
        assertThat(seen.err()).contains("Not ended within 1 min. It goes on by itself");
        assertThat(person.pauses()).hasSize(30);
    }

    @Test
    void whatWaitsBehindAnotherRolloutIsFollowedToItsEnd() {
        aws.answer("target", IDLE);
        aws.answer("release", order("release", "'x':1"));
        aws.answer("target", target("'active':{'id':'support-8'},'waiting':{}"));
        aws.answer("target", target("'waiting':{}"));
        aws.answer("target", target("'active':{'id':'support-9'}"));
        aws.answer("target", IDLE);
        aws.answer("rollouts", rollout("support-8", "'outcome':'Superseded'"));
        aws.answer("rollouts", rollout("support-9", "'outcome':'Promoted'"));
        var seen = Person.at(aws).types("release", "support", "--wait");
        assertThat(seen.exit()).isZero();
        assertThat(seen.out()).contains("support-9: Promoted").doesNotContain("support-8: Superseded");
    }

    @Test
    void aRolloutThatWasUnderWayIsNotTheOneThatWasOrdered() {
        aws.answer("target", target("'active':{'id':'support-8'}"));
        aws.answer("target", target("'active':{'id':'support-9'}"));
        aws.answer("target", IDLE);
        aws.answer("rollback", order("rollback", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Superseded'"));
        aws.answer("rollouts", rollout("support-9", "'outcome':'RolledBack'"));
        var seen = Person.at(aws).types("rollback", "support", "--reason", "wrong", "--wait");
        assertThat(seen.out()).contains("support-9: RolledBack");
        assertThat(seen.exit()).isZero();
    }

    @Test
    void whatFollowsARolloutThatWasAnsweredIsNoConcern() {
        aws.answer("approve", order("approve", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Promoted'"));
        assertThat(Person.at(aws).types("approve", "support-8", "--wait").exit())
                .isZero();
        assertThat(aws.bodies()).extracting(body -> body.path("view").asText()).containsExactly("", "rollouts");
    }

    @Test
    void aProgramReadsTheWholeRecordInTheEnd() {
        aws.answer("target", IDLE);
        aws.answer("retry", order("retry", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Promoted'"));
        aws.answer("rollout", Samples.record("admitted"));
        assertThat(Person.at(aws)
                        .types("retry", "support", "--wait", "--json")
                        .out()
                        .lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("{\"schema\":1,\"rollout\":{\"id\":\"support-7\"");
    }

    @Test
    void aRolloutThatIsStuckHasEndedThoughItKeepsItsClaim() {
        aws.answer("target", IDLE);
        aws.answer("release", order("release", "'x':1"));
        aws.answer("target", target("'active':{'id':'support-8'}"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Stuck'"));
        assertThat(Person.at(aws).types("release", "support", "--wait").exit()).isEqualTo(5);
    }

    @Test
    void nothingUnderWayIsNothingToWaitFor() {
        aws.answer("target", IDLE);
        aws.answer("release", order("release", "'x':1"));
        var seen = Person.at(aws).types("release", "support", "--wait");
        assertThat(seen.exit()).isZero();
        assertThat(seen.out()).contains("nothing to wait for");
    }

    @Test
    void saysThatItWaitsForAPerson() {
        aws.answer("target", IDLE);
        aws.answer("pin", order("pin", "'rollout':'support-8'"));
        aws.answer("rollouts", rollout("support-8", "'phase':'waiting-for-approval','approval':{'askedAt':'x'}"));
        aws.answer("rollouts", rollout("support-8", "'outcome':'Promoted'"));
        assertThat(Person.at(aws)
                        .types("pin", "1.4.2", "--target", "support", "--wait")
                        .out())
                .contains("support-8: waiting-for-approval; approve or reject it");
    }

    private static String order(String verb, String member) {
        return "{'schema':1,'verb':'%s','target':'support','changed':true,'did':'Done.',%s}".formatted(verb, member);
    }

    private static String rollout(String id, String member) {
        return "{'schema':1,'rollouts':[{'id':'%s',%s}]}".formatted(id, member);
    }

    private static String target(String member) {
        return "{'schema':1,'target':{'name':'support',%s}}".formatted(member);
    }
}
