package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildTest {
    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:";
    private static final String SUPPORT = """
            {'name':'support','result':'rebuilt','desired':'%1$s1.2.0@sha256:%2$s','live':'%1$s1.1.0@sha256:%2$s',
             'version':'3','rollouts':8,'held':'Rebuilt: it was lost.',
             'gaps':[{'what':'Whether 1.2.0 was vetoed is not known: it is held.','remedy':'slipway release support.'}]}
            """.formatted(IMAGE, "a".repeat(64));

    private final AwsDouble aws = new AwsDouble();

    @BeforeEach
    void asked() {
        aws.answer(
                "rebuild",
                "{'schema':1,'verb':'rebuild','changed':false,'did':'It looks.','at':'2026-11-21T12:00:00Z'}");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void staysUntilItIsOverAndTellsWhatIsLost() {
        aws.answer("rebuild", "{'schema':1}");
        aws.answer("rebuild", rebuild("11:00", ",'finishedAt':'2026-11-21T11:01:00Z'", SUPPORT));
        aws.answer("rebuild", rebuild("12:00", "", SUPPORT));
        aws.answer(
                "rebuild",
                rebuild(
                        "12:00",
                        ",'finishedAt':'2026-11-21T12:00:00Z'",
                        SUPPORT + ",{'name':'billing','result':'known','gaps':[]}"));
        var person = Person.at(aws);
        var seen = person.types("rebuild");
        assertThat(seen.exit()).isZero();
        assertThat(seen.out().lines())
                .containsExactly(
                        "begins",
                        "1 of 2 done",
                        "support  rebuilt, and held",
                        "  desired 1.2.0, live 1.1.0 (version 3)",
                        "  Whether 1.2.0 was vetoed is not known: it is held.",
                        "    slipway release support.",
                        "billing  the ledger has it, nothing changed",
                        "",
                        "Lost with the table:",
                        "  Which targets were held.",
                        "    slipway hold.");
        assertThat(person.pauses()).hasSize(3);
        assertThat(aws.bodies().getFirst().toString()).isEqualTo("{\"schema\":1,\"verb\":\"rebuild\"}");
    }

    @Test
    void aTargetThatFailedIsTheExitCode() {
        aws.answer(
                "rebuild",
                rebuild(
                        "12:00",
                        ",'finishedAt':'2026-11-21T12:00:00Z','dryRun':true",
                        "{'name':'support','result':'failed','gaps':[{'what':'It is no JSON.','remedy':'Write it again.'}]}"));
        var seen = Person.at(aws).types("rebuild", "--dry-run", "--json");
        assertThat(seen.exit()).isEqualTo(1);
        assertThat(LocalPlane.read(seen.out()).at("/rebuild/targets/0/result").asText())
                .isEqualTo("failed");
        assertThat(aws.bodies().getFirst().path("dryRun").asBoolean()).isTrue();
    }

    @Test
    void whatIsNotOverInTimeIsToldAsThat() {
        aws.answer("rebuild", rebuild("12:00", "", SUPPORT));
        var seen = Person.at(aws).types("rebuild", "--timeout", "10s");
        assertThat(seen.exit()).isEqualTo(5);
        assertThat(seen.err()).contains("Not finished within 10 s.");
    }

    private static String rebuild(String at, String more, String targets) {
        return "{'schema':1,'rebuild':{'startedAt':'2026-11-21T%s:00Z','dryRun':false,'declared':2%s,'targets':[%s],'lost':[{'what':'Which targets were held.','remedy':'slipway hold.'}]}}"
                .formatted(at, more, targets);
    }
}
