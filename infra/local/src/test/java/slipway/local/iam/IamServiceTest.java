package slipway.local.iam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.local.edge.Client;
import slipway.local.edge.Place;
import slipway.local.json.Json;

class IamServiceTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String ROLE = "arn:aws:iam::111122223333:role/jobs/worker";
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:111122223333:orders";

    private static final JsonNode TRUST = Json.read("""
            {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"lambda.amazonaws.com"}}}""");

    private final Policies policies = new Policies(PLACE);
    private final Client client = new Client(new IamService(policies, new Decider(policies, PLACE)));
    private String managed = "";

    @BeforeEach
    void make() {
        policies.createRole("/jobs/", "worker", TRUST);
        policies.createRole("/", "other", TRUST);
        policies.putRolePolicy("worker", "send", statement("Allow", "sqs:SendMessage", QUEUE, ""));
        policies.putRolePolicy("worker", "never", statement("Deny", "sqs:*", QUEUE + "-secret", ""));
        managed = policies.createPolicy("/", "read", statement("Allow", "sqs:GetQueueAttributes", "*", """
                ,"Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}"""));
        policies.attachRolePolicy("worker", managed);
    }

    private static JsonNode statement(String effect, String action, String resource, String condition) {
        return Json.read("""
                {"Statement":[{"Effect":"%s","Action":"%s","Resource":"%s"%s}]}""".formatted(effect, action, resource, condition));
    }

    @Test
    void aRoleIsShownWithWhoMayAssumeIt() {
        String role = client.form("Action=GetRole&RoleName=worker");

        assertThat(role)
                .contains(
                        "<Path>/jobs/</Path>",
                        "<RoleName>worker</RoleName>",
                        "<Arn>" + ROLE + "</Arn>",
                        "<RoleId>AROA",
                        "<CreateDate>20");
        assertThat(decoded(role, "AssumeRolePolicyDocument")).contains("\"sts:AssumeRole\"");
        assertThat(client.asked).containsExactly("iam:GetRole " + ROLE);
        assertThat(client.form("Action=GetRole&RoleName=gone"))
                .contains("<Code>NoSuchEntity</Code>", "The role with name gone cannot be found.");
    }

    @Test
    void rolesAreListedByPathAndInPages() {
        assertThat(client.form("Action=ListRoles&PathPrefix=/jobs/"))
                .contains("<RoleName>worker</RoleName>")
                .doesNotContain("other");
        String first = client.form("Action=ListRoles&MaxItems=1");
        assertThat(first)
                .contains("<RoleName>other</RoleName>", "<IsTruncated>true</IsTruncated>", "<Marker>1</Marker>");
        assertThat(client.form("Action=ListRoles&MaxItems=1&Marker=1"))
                .contains("<RoleName>worker</RoleName>", "<IsTruncated>false</IsTruncated>");
        assertThat(client.form("Action=ListRoles&MaxItems=0")).contains("MaxItems must be 1 to 1000");
    }

    @Test
    void itsPoliciesAreReadInLineAndManaged() {
        assertThat(client.form("Action=ListRolePolicies&RoleName=worker"))
                .contains("<PolicyNames><member>never</member><member>send</member></PolicyNames>");
        assertThat(decoded(client.form("Action=GetRolePolicy&RoleName=worker&PolicyName=send"), "PolicyDocument"))
                .contains(QUEUE);
        assertThat(client.form("Action=GetRolePolicy&RoleName=worker&PolicyName=gone"))
                .contains("NoSuchEntity");
        assertThat(client.form("Action=ListAttachedRolePolicies&RoleName=worker"))
                .contains("<PolicyName>read</PolicyName><PolicyArn>" + managed + "</PolicyArn>");
        assertThat(client.form("Action=GetPolicy&PolicyArn=" + managed))
                .contains("<AttachmentCount>1</AttachmentCount>", "<DefaultVersionId>v1</DefaultVersionId>");
        assertThat(decoded(client.form("Action=GetPolicyVersion&VersionId=v1&PolicyArn=" + managed), "Document"))
                .contains("sqs:GetQueueAttributes");
        assertThat(client.form("Action=GetPolicyVersion&VersionId=v2&PolicyArn=" + managed))
                .contains("NoSuchEntity");
    }

    @Test
    void theSimulatorDecidesEachActionOnEachResource() {
        String simulated = client.form("Action=SimulatePrincipalPolicy&PolicySourceArn=" + ROLE
                + "&ActionNames.member.1=sqs:SendMessage&ActionNames.member.2=sqs:PurgeQueue"
                + "&ResourceArns.member.1=" + QUEUE + "&ResourceArns.member.2=" + QUEUE + "-secret");

        assertThat(simulated)
                .contains(
                        result("sqs:SendMessage", QUEUE, "allowed"),
                        result("sqs:SendMessage", QUEUE + "-secret", "explicitDeny"),
                        result("sqs:PurgeQueue", QUEUE, "implicitDeny"));
        assertThat(client.asked).containsExactly("iam:SimulatePrincipalPolicy " + ROLE);
    }

    @Test
    void theSimulatorSaysWhichStatementsDecided() {
        policies.putRolePolicy("worker", "two", Json.read("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:*","Resource":"*"},
                 {"Sid":"Never","Effect":"Deny","Action":"sns:Publish","Resource":"*"}]}"""));
        String question = "Action=SimulatePrincipalPolicy&PolicySourceArn=" + ROLE + "&ActionNames.member.1=";

        assertThat(client.form(question + "sns:Subscribe"))
                .contains(result("sns:Subscribe", "*", "allowed")
                        + "<MatchedStatements><member><SourcePolicyId>two</SourcePolicyId>"
                        + "<SourcePolicyType>IAM Policy</SourcePolicyType>"
                        + "<StartPosition><Line>1</Line><Column>39</Column></StartPosition>"
                        + "<EndPosition><Line>1</Line><Column>88</Column></EndPosition></member></MatchedStatements>");
        assertThat(client.form(question + "sns:Publish"))
                .contains("explicitDeny", "<StartPosition><Line>1</Line><Column>90</Column></StartPosition>")
                .doesNotContain("<Column>39</Column>");
        assertThat(client.form(question + "sqs:PurgeQueue")).contains("<MatchedStatements></MatchedStatements>");
    }

    @Test
    void theSimulatorAsksTheBoundary() {
        String question = "Action=SimulatePrincipalPolicy&PolicySourceArn=" + ROLE
                + "&ActionNames.member.1=sqs:SendMessage&ResourceArns.member.1=" + QUEUE;
        assertThat(client.form(question)).contains("allowed").doesNotContain("PermissionsBoundaryDecisionDetail");

        policies.putRolePermissionsBoundary("worker", managed);

        assertThat(client.form(question))
                .contains(
                        result("sqs:SendMessage", QUEUE, "implicitDeny"),
                        "<SourcePolicyId>send</SourcePolicyId>",
                        "<AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary>");
        assertThat(client.form("Action=GetRole&RoleName=worker"))
                .contains("<PermissionsBoundaryArn>" + managed + "</PermissionsBoundaryArn>");
    }

    @Test
    void theSimulatorTakesContext() {
        String question =
                "Action=SimulatePrincipalPolicy&ActionNames.member.1=sqs:GetQueueAttributes&PolicySourceArn=" + ROLE;

        assertThat(client.form(question))
                .contains(result("sqs:GetQueueAttributes", "*", "implicitDeny"))
                .contains("<MissingContextValues><member>aws:ResourceTag/team</member></MissingContextValues>");
        assertThat(client.form(question + "&ContextEntries.member.1.ContextKeyName=aws:ResourceTag/team"
                        + "&ContextEntries.member.1.ContextKeyValues.member.1=a"))
                .contains(result("sqs:GetQueueAttributes", "*", "allowed"));
    }

    @Test
    void theSimulatorRefusesWhatItDoesNotKnow() {
        assertThat(client.form(
                        "Action=SimulatePrincipalPolicy&ActionNames.member.1=a:b&PolicySourceArn=" + ROLE + "-gone"))
                .contains("NoSuchEntity");
        assertThat(client.form("Action=SimulatePrincipalPolicy&ResourcePolicy=x&PolicySourceArn=" + ROLE))
                .contains("does not know ResourcePolicy");
    }

    private static String result(String action, String resource, String decision) {
        return "<EvalActionName>" + action + "</EvalActionName><EvalResourceName>" + resource
                + "</EvalResourceName><EvalDecision>" + decision + "</EvalDecision>";
    }

    private static String decoded(String xml, String element) {
        return URLDecoder.decode(xml.replaceAll("(?s).*<" + element + ">(.*)</" + element + ">.*", "$1"), UTF_8);
    }
}
