package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final String IMAGE =
            "111122223333.dkr.ecr.eu-central-1.amazonaws.com/agents/support:%s@sha256:" + "0123456789abcdef".repeat(4);
    private static final String IDLE = """
            {'name':'support','repository':'agents/support',
             'tagPolicy':{'type':'semver','range':'1.x','preReleases':true},'runtime':'support','endpoint':'live',
             'state':'idle','desired':{'image':'%s'},'live':{'image':'%s','version':'7','proof':'passed',
             'since':'2026-11-21T09:00:00Z','exists':true,'imageExists':true},'vetoes':[],'decisions':[],'problems':[]}""".formatted(IMAGE.formatted("1.4.2"), IMAGE.formatted("1.4.2"));
    static final String ROLLING = """
            {'name':'support','state':'rolling-out','desired':{'image':'%s'},'pin':{'image':'%s',
             'by':{'arn':'arn:aws:iam::1:role/dev'},'at':'2026-11-21T11:59:00Z'},
             'live':{'image':'%s','version':'7','since':'2026-11-21T09:00:00Z','exists':true,'imageExists':true},
             'previous':{'image':'%s','version':'6','proof':'passed','since':'2026-11-20T09:00:00Z','exists':false,
             'imageExists':true},
             'active':{'id':'support-8','image':'%s','cause':'pin','phase':'proving','startedAt':'2026-11-21T11:59:18Z'},
             'hold':{'kind':'person','reason':'trade fair','by':{'arn':'arn:x','session':'alice'},
             'at':'2026-11-21T11:00:00Z'},
             'vetoes':[{'digest':'sha256:aaaaaaaaaaaabbbb','rollout':'support-5','reason':'SMOKE_TEST_FAILED',
             'at':'2026-11-20T10:00:00Z'},{'configuration':'9b1c9b1c9b1c9b1c','rollout':'support-6','reason':'LIVE_FAILED',
             'at':'2026-11-20T10:00:00Z'}],
             'asked':{'configuration':'9b1c9b1c9b1c9b1c','stack':'arn:aws:cloudformation:eu-central-1:1:stack/agents/4f',
             'at':'2026-11-21T11:00:00Z'},
             'decisions':[{'at':'2026-11-21T11:59:18Z','what':'admitted','subject':'1.5.0','why':'pinned'}],
             'problems':[{'code':'ROLLBACK_TARGET_GONE','message':'Version 6 is gone.'}]}""".formatted(
                    IMAGE.formatted("1.5.0"),
                    IMAGE.formatted("1.5.0"),
                    IMAGE.formatted("1.4.2"),
                    IMAGE.formatted("1.4.1"),
                    IMAGE.formatted("1.5.0"));

    private final AwsDouble aws = new AwsDouble();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void statusIsALineForEachTargetAndTheProblemsBelow() {
        aws.answer("targets", "{'schema':1,'targets':[%s,%s]}".formatted(IDLE, ROLLING));
        var lines = Person.at(aws).types("status").out().lines().toList();
        assertThat(lines.get(0)).containsSubsequence("TARGET", "STATE", "LIVE", "SINCE", "DESIRED");
        assertThat(lines.get(1)).containsSubsequence("support", "idle", "1.4.2 (version 7)", "3 h ago", "1.4.2");
        assertThat(lines.get(2))
                .containsSubsequence("support", "rolling-out", "1.4.2", "1.5.0 (pinned)", "support-8 proving");
        assertThat(lines.get(3)).isEqualTo("! support: Version 6 is gone.");
        assertThat(aws.received().getFirst().function()).isEqualTo("status-url");
    }

    @Test
    void statusOfATargetIsEverythingAboutIt() {
        aws.answer("target", "{'schema':1,'target':%s}".formatted(ROLLING));
        var out = Person.at(aws).types("status", "support").out();
        assertThat(out)
                .contains("support  rolling-out")
                .containsPattern("pinned +1\\.5\\.0 \\(0123456789ab\\), by arn:aws:iam::1:role/dev, 1 min ago")
                .containsPattern("live +1\\.4\\.2 \\(0123456789ab\\), version 7, since 3 h ago")
                .containsPattern("previous +1\\.4\\.1 .*the version is gone")
                .containsPattern("rollout +support-8 proving, .*42 s ago")
                .containsPattern("held +trade fair, person, by alice \\(arn:x\\), 1 h ago")
                .containsPattern("vetoed +sha256:aaaaaaaaaaaa, support-5, SMOKE_TEST_FAILED, 1 d 2 h ago")
                .containsPattern("configuration 9b1c9b1c9b1c, support-6, LIVE_FAILED")
                .containsPattern("asked +configuration 9b1c9b1c9b1c, by arn:.*agents/4f, 1 h ago, waiting")
                .containsPattern("decided +42 s ago: admitted 1\\.5\\.0, pinned")
                .containsPattern("wrong +Version 6 is gone\\.");
        assertThat(aws.bodies())
                .extracting(JsonNode::toString)
                .containsExactly("{\"schema\":1,\"view\":\"target\",\"target\":\"support\"}");
    }

    @Test
    void aTagPolicyIsToldAsItsOwnerWouldTellIt() {
        aws.answer("target", "{'schema':1,'target':%s}".formatted(IDLE));
        assertThat(Person.at(aws).types("status", "support").out())
                .containsPattern("follows +agents/support, semver 1\\.x with pre-releases");
        assertThat(follows("{'type':'newest','allow':['v*','w*'],'ignore':[]}")).isEqualTo("newest allow v* w*");
        assertThat(follows("{'type':'exact','tag':'stable'}")).isEqualTo("exact stable");
    }

    private static String follows(String policy) {
        try (var other = new AwsDouble()) {
            other.answer("target", "{'schema':1,'target':{'repository':'r','tagPolicy':%s}}".formatted(policy));
            var line = Person.at(other)
                    .types("status", "support")
                    .out()
                    .lines()
                    .toList()
                    .get(1);
            return line.replaceFirst(" *follows *r, ", "");
        }
    }

    @Test
    void coloursAreForATerminal() {
        aws.answer("targets", "{'schema':1,'targets':[%s]}".formatted(IDLE));
        assertThat(Person.at(aws).types("status").out()).doesNotContain("\u001b");
        assertThat(Person.at(aws).atATerminal().types("status").out()).contains("\u001b[32midle\u001b[0m");
    }

    @Test
    void watchAddsALineForWhatChanged() {
        aws.answer("targets", "{'schema':1,'targets':[%s]}".formatted(IDLE));
        aws.answer("targets", "{'schema':1,'targets':[%s]}".formatted(IDLE));
        aws.answer("targets", "{'schema':1,'targets':[%s]}".formatted(ROLLING));
        var person = Person.at(aws).leavingAfter(3);
        var seen = person.types("status", "--watch", "--every", "10s");
        assertThat(seen.out().lines()).hasSize(2);
        assertThat(seen.out())
                .contains("2026-11-21T12:00:00Z  support  idle, live 1.4.2 (version 7), desired 1.4.2")
                .contains("2026-11-21T12:00:20Z  support  rolling-out, support-8 proving");
        assertThat(person.pauses()).containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void watchGoesOnWhenALookFails() {
        aws.answer("targets", "{'schema':1,'targets':[%s]}".formatted(IDLE));
        aws.reply("targets", 502, "", "oops");
        aws.answer("targets", "{'schema':1,'targets':[%s]}".formatted(ROLLING));
        var seen = Person.at(aws).leavingAfter(3).types("status", "--watch");
        assertThat(seen.err()).contains("HTTP 502");
        assertThat(seen.out()).contains("rolling-out");
    }

    @Test
    void watchDrawsATerminalAnewAndGivesAProgramDocuments() {
        aws.answer("targets", "{'schema':1,'targets':[%s]}".formatted(IDLE));
        assertThat(Person.at(aws)
                        .atATerminal()
                        .leavingAfter(2)
                        .types("status", "--watch")
                        .out())
                .containsSubsequence("\u001b[2J", "idle", "\u001b[2J", "idle");
        assertThat(Person.at(aws)
                        .leavingAfter(2)
                        .types("status", "--watch", "--json")
                        .out()
                        .lines())
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line).startsWith("{\"schema\":1,\"targets\""));
    }

    @Test
    void historyIsATable() {
        aws.answer("rollouts", """
                {'schema':1,'rollouts':[{'id':'support-8','image':'%s','cause':'push','outcome':'RolledBack',
                 'reason':'ALARM','startedAt':'2026-11-21T11:00:00Z','endedAt':'2026-11-21T11:05:00Z','fromVersion':'6',
                 'toVersion':'7','seconds':300}]}""".formatted(IMAGE.formatted("1.5.0")));
        var seen = Person.at(aws).types("history", "support", "--limit", "5", "--before", "9");
        assertThat(seen.out().lines().toList().get(1))
                .containsSubsequence("support-8", "1 h ago", "5 min", "1.5.0", "6 → 7", "push", "RolledBack", "ALARM");
        assertThat(aws.bodies().getFirst().path("limit").asInt()).isEqualTo(5);
        assertThat(aws.bodies().getFirst().path("before").asInt()).isEqualTo(9);
    }

    @Test
    void imagesSayWhyNot() {
        aws.answer("images", """
                {'schema':1,'images':[{'tag':'1.5.0','digest':'sha256:0123456789abcdef','pushedAt':'2026-11-21T11:00:00Z',
                 'verdict':'picked','why':'the highest version'},
                 {'tag':'2.0.0','digest':'sha256:ffff','verdict':'refused','why':'outside 1.x'}],
                 'desired':'%s'}""".formatted(IMAGE.formatted("1.5.0")));
        var out = Person.at(aws).types("images", "support").out();
        assertThat(out.lines().toList().get(1))
                .containsSubsequence("1.5.0", "sha256:0123456789ab", "1 h ago", "picked", "the highest version");
        assertThat(out).contains("outside 1.x", "Desired: 1.5.0 (0123456789ab)");
    }

    @Test
    void vetoesNameTheirRollouts() {
        aws.answer("target", "{'schema':1,'target':%s}".formatted(ROLLING));
        assertThat(Person.at(aws).types("veto", "list", "support").out())
                .containsSubsequence("sha256:aaaaaaaaaaaa", "image", "support-5", "1 d 2 h ago", "SMOKE_TEST_FAILED")
                .containsPattern("9b1c9b1c9b1c +configuration +support-6 .*LIVE_FAILED");
    }
}
