package slipway.local.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Answer;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.iam.Decider;
import slipway.local.iam.Policies;
import slipway.local.json.Json;

class StsServiceTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String ROOT = "{'AWS':'arn:aws:iam::111122223333:root'}";

    private final Policies policies = new Policies(PLACE);
    private final Decider decider = new Decider(policies, PLACE);
    private final Identities identities = new Identities(PLACE);
    private final StsService sts = new StsService(PLACE, identities, policies::sessionPolicies);
    private final Caller administrator = identities.caller("test").orElseThrow();

    @Test
    void theAdministratorIsAUserOfTheAccount() throws IOException {
        assertThat(call(administrator, "Action=GetCallerIdentity"))
                .contains("<Arn>arn:aws:iam::111122223333:user/test</Arn>", "<Account>111122223333</Account>");
    }

    @Test
    void aRoleThatTrustsTheAccountIsAssumedAndIsSomebodyElse() throws IOException {
        role("operators", ROOT, "");

        String answer = assume(administrator, "operators", "alice");
        Caller alice = identities.caller(between(answer, "AccessKeyId")).orElseThrow();

        assertThat(between(answer, "AssumedRoleId")).matches("AROA[0-9A-F]{17}:alice");
        assertThat(answer).contains("<SecretAccessKey>", "<SessionToken>", "<Expiration>");
        assertThat(call(alice, "Action=GetCallerIdentity"))
                .contains("<Arn>arn:aws:sts::111122223333:assumed-role/operators/alice</Arn>")
                .contains("<UserId>" + between(answer, "AssumedRoleId") + "</UserId>");
    }

    @Test
    void anExplicitDenyDoesNotHideACallersOwnName() throws IOException {
        Caller alice = new Caller.RoleSession(role("mute", ROOT, "{'Effect':'Deny','Action':'*','Resource':'*'}"), "x");

        assertThat(call(alice, "Action=GetCallerIdentity")).contains("<GetCallerIdentityResult>");
    }

    @Test
    void aRoleForAServiceIsNotForPeople() throws IOException {
        role("worker", "{'Service':'lambda.amazonaws.com'}", "");

        assertThat(assume(administrator, "worker", "alice"))
                .contains("<Code>AccessDenied</Code>")
                .contains("User: arn:aws:iam::111122223333:user/test is not authorized to perform: sts:AssumeRole on"
                        + " resource: arn:aws:iam::111122223333:role/worker");
        assertThat(assume(administrator, "nobody", "alice")).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void theAccountsTrustLeavesItToTheCallersOwnPolicies() throws IOException {
        role("operators", ROOT, "");
        Caller silent = session(role("silent", ROOT, ""));
        Caller allowed = session(role(
                "allowed",
                ROOT,
                "{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'arn:aws:iam::*:role/operators'}"));

        assertThat(assume(silent, "operators", "x1")).contains("<Code>AccessDenied</Code>");
        assertThat(assume(allowed, "operators", "x1")).contains("<AccessKeyId>");
    }

    @Test
    void aCallerThatTheRoleNamesNeedsNoPolicyOfItsOwn() throws IOException {
        String silent = role("silent", ROOT, "");
        role("operators", "{'AWS':'" + silent + "'}", "");

        assertThat(assume(session(silent), "operators", "x1")).contains("<AccessKeyId>");
        assertThat(assume(administrator, "operators", "x1")).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void conditionsOfTheTrustAreLookedAt() throws IOException {
        trust("operators", """
                {'Effect':'Allow','Action':'sts:AssumeRole','Principal':%s,
                 'Condition':{'StringLike':{'sts:RoleSessionName':'ops-*'}}}""".formatted(ROOT));

        assertThat(assume(administrator, "operators", "ops-1")).contains("<AccessKeyId>");
        assertThat(assume(administrator, "operators", "alice")).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void aSessionIsLimitedByThePoliciesThatItIsGiven() throws IOException {
        role("operators", ROOT, "{'Effect':'Allow','Action':'sqs:*','Resource':'*'}");
        String limit = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}}";

        Caller alice = identities
                .caller(between(assume(administrator, "operators", "alice&Policy=" + limit), "AccessKeyId"))
                .orElseThrow();

        decider.authorize(alice, "sqs:SendMessage", "*", Map.of());
        assertThatThrownBy(() -> decider.authorize(alice, "sqs:PurgeQueue", "*", Map.of()))
                .hasMessageContaining("no session policy allows the sqs:PurgeQueue action");
        assertThat(assume(administrator, "operators", "alice&Policy={}")).contains("MalformedPolicyDocument");
        assertThat(assume(administrator, "operators", "alice&PolicyArns.member.1.arn=arn:gone"))
                .contains("MalformedPolicyDocument", "arn:gone");
    }

    @Test
    void wrongParametersAreNamed() throws IOException {
        role("operators", ROOT, "");

        assertThat(assume(administrator, "operators", "a b")).contains("ValidationError", "RoleSessionName");
        assertThat(assume(administrator, "operators", "alice&DurationSeconds=60"))
                .contains("DurationSeconds");
        assertThat(assume(administrator, "operators", "alice&Tags.member.1.Key=a"))
                .contains("Tags");
        assertThat(call(administrator, "Action=AssumeRole&RoleArn=operators&RoleSessionName=alice"))
                .contains("RoleArn");
    }

    private String role(String name, String principal, String statement) {
        String arn = trust(name, "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':%s}".formatted(principal));
        policies.putRolePolicy(name, "own", Json.read(("{'Statement':[" + statement + "]}").replace('\'', '"')));
        return arn;
    }

    private String trust(String name, String statement) {
        return policies.createRole("/", name, Json.read(("{'Statement':[" + statement + "]}").replace('\'', '"')));
    }

    private static Caller session(String role) {
        return Caller.RoleSession.of(role, "one");
    }

    private String assume(Caller caller, String role, String session) throws IOException {
        return call(
                caller,
                "Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::111122223333:role/%s&RoleSessionName=%s"
                        .formatted(role, session));
    }

    private String call(Caller caller, String form) throws IOException {
        Answer answer =
                sts.answer(new Call("sts", caller, "POST", "/", Map.of(), Map.of(), form.getBytes(UTF_8), decider));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.body().writeTo(out);
        return out.toString(UTF_8);
    }

    private static String between(String xml, String element) {
        Matcher matcher =
                Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(element)).matcher(xml);
        assertThat(matcher.find()).as(element + " in " + xml).isTrue();
        return matcher.group(1);
    }
}
