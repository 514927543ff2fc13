package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.cli.screen.Screen;
import slipway.ledger.DriftReason;

class DriftTest {
    private static final String MISSED = """
            {'reason':'MissedPush','subject':'agents/support:1.1.0','detail':'Nobody knew of it.',
             'meaning':'ECR holds a newer image.','remedy':'Push again, or: slipway drift --heal.',
             'since':'2026-11-21T11:57:00Z','healedAt':'2026-11-21T11:59:00Z'}""";

    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

    private final AwsDouble aws = new AwsDouble();

    @BeforeEach
    void asked() {
        aws.answer(
                "drift", "{'schema':1,'verb':'drift','changed':false,'did':'It looks.','at':'2026-11-21T12:00:00Z'}");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void staysUntilEveryTargetWasLookedAtAndTellsWhatStands() {
        aws.answer("targets", targets("11:45", "11:45"));
        aws.answer("targets", targets("12:00", "11:45"));
        aws.answer("targets", targets("12:00", "12:01"));
        var person = Person.at(aws);
        var seen = person.types("drift");
        assertThat(seen.exit()).isEqualTo(1);
        assertThat(seen.out().lines())
                .containsExactly(
                        "looked at 0 of 2",
                        "looked at 1 of 2",
                        "billing  no drift",
                        "support  drift",
                        "  MissedPush  3 min 4 s ago, a heal was tried 1 min 4 s ago",
                        "    ECR holds a newer image.",
                        "    agents/support:1.1.0: Nobody knew of it.",
                        "    Push again, or: slipway drift --heal.");
        assertThat(person.pauses()).hasSize(2);
        assertThat(aws.bodies().getFirst().toString()).isEqualTo("{\"schema\":1,\"verb\":\"drift\"}");
    }

    @Test
    void looksAtOneTargetAndHealsIt() {
        aws.answer("target", "{'schema':1,'target':%s}".formatted(target("support", "heal", "12:00", "")));
        var seen = Person.at(aws).types("drift", "--target", "support", "--heal");
        assertThat(seen.exit()).isZero();
        assertThat(seen.out()).isEqualToIgnoringNewLines("support  no drift");
        assertThat(aws.bodies())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"schema\":1,\"verb\":\"drift\",\"target\":\"support\",\"heal\":true}",
                        "{\"schema\":1,\"view\":\"target\",\"target\":\"support\"}");
    }

    @Test
    void doesNotWaitForWhatIsNotLookedAt() {
        aws.answer("target", "{'schema':1,'target':%s}".formatted(target("support", "off", "09:00", "")));
        var seen = Person.at(aws).types("drift", "support");
        assertThat(seen.exit()).isZero();
        assertThat(seen.out()).contains("its declaration switches drift off");
    }

    @Test
    void whatIsNotSeenInTimeIsNamed() {
        aws.answer("targets", targets("12:00", "11:45"));
        var seen = Person.at(aws).types("drift", "--timeout", "10s");
        assertThat(seen.exit()).isEqualTo(5);
        assertThat(seen.err()).contains("Not looked at within 10 s: support.");
    }

    @Test
    void aProgramGetsTheAnswerAsItIs() {
        aws.answer("targets", targets("12:00", "12:00"));
        var seen = Person.at(aws).types("drift", "--json");
        assertThat(seen.exit()).isEqualTo(1);
        assertThat(LocalPlane.read(seen.out())
                        .at("/targets/1/drift/found/0/reason")
                        .asText())
                .isEqualTo("MissedPush");
    }

    @Test
    void statusTellsWhatWasFound() {
        aws.answer("targets", targets("11:45", "11:45"));
        assertThat(Person.at(aws).types("status").out())
                .contains("~ support: MissedPush. Push again, or: slipway drift --heal.");
        aws.answer("target", "{'schema':1,'target':%s}".formatted(target("support", "heal", "11:45", MISSED)));
        assertThat(Person.at(aws).types("status", "support").out())
                .containsPattern("drift +MissedPush agents/support:1\\.1\\.0, 3 min ago, a heal was tried 1 min ago:"
                        + " Nobody knew of it\\.");
    }

    /** What the drift check tells people to type is there. */
    @Test
    void everyCommandOfARemedyIsAVerb() {
        var named = Stream.of(DriftReason.values())
                .flatMap(reason -> Pattern.compile("slipway ([a-z]+)")
                        .matcher(reason.remedy())
                        .results())
                .map(command -> command.group(1))
                .distinct()
                .toList();
        assertThat(named).contains("drift", "retry", "adopt");
        assertThat(new Person()
                        .command(new Screen(NOWHERE, NOWHERE, false))
                        .getSubcommands()
                        .keySet())
                .containsAll(named);
    }

    private static String targets(String billing, String support) {
        return "{'schema':1,'targets':[%s,%s]}"
                .formatted(target("billing", "heal", billing, ""), target("support", "report", support, MISSED));
    }

    private static String target(String name, String policy, String checked, String found) {
        return "{'name':'%s','state':'idle','drift':{'policy':'%s','checkedAt':'2026-11-21T%s:00Z','found':[%s]}}"
                .formatted(name, policy, checked, found);
    }
}
