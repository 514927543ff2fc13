package slipway.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;

class DeciderTest {
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:111122223333:orders";
    private static final String RULE = "arn:aws:events:eu-central-1:111122223333:rule/nightly";
    private static final Caller.ServicePrincipal EVENTS = new Caller.ServicePrincipal("events.amazonaws.com", RULE);
    private static final Caller.ServicePrincipal LAMBDA = new Caller.ServicePrincipal(
            "lambda.amazonaws.com", "arn:aws:lambda:eu-central-1:111122223333:function:worker");

    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final JsonNode TRUST = json("""
            {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"lambda.amazonaws.com"}}}
            """);

    private final Policies policies = new Policies(PLACE);
    private final Decider decider = new Decider(policies, PLACE);
    private final String role = policies.createRole("/", "worker", TRUST);
    private final Caller.RoleSession worker = decider.assume(role, LAMBDA, "one");

    @Test
    void whatNoPolicyAllowsIsDeniedInAwsWords() {
        assertThatThrownBy(() -> ask(worker, "sqs:SendMessage", QUEUE))
                .isInstanceOf(AwsError.class)
                .hasMessage("User: arn:aws:sts::111122223333:assumed-role/worker/one is not authorized to perform:"
                        + " sqs:SendMessage on resource: " + QUEUE
                        + " because no identity-based policy allows the sqs:SendMessage action");
    }

    @Test
    void theAdministratorMayDoAnything() {
        assertAllowed(new Caller.Administrator("arn:aws:iam::111122223333:user/administrator"), "sqs:Anything", QUEUE);
    }

    @Test
    void aPolicyReplacesTheOneOfItsName() {
        policies.putRolePolicy("worker", "send", json("""
                {"Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}"""));
        policies.putRolePolicy("worker", "send", json("""
                {"Statement":[{"Effect":"Allow","Action":"sns:*","Resource":"*"}]}"""));

        assertAllowed(worker, "sns:Publish", "*");
        assertDenied(worker, "sqs:SendMessage", QUEUE);
    }

    @Test
    void wildcardsStandForCharacters() {
        give("""
                {"Effect":"Allow","Action":["SQS:Send*"],"Resource":"arn:aws:sqs:*:111122223333:or?ers"}""");

        assertAllowed(worker, "sqs:SendMessage", QUEUE);
        assertDenied(worker, "sqs:ReceiveMessage", QUEUE);
        assertDenied(worker, "sqs:SendMessage", QUEUE + "-dead-letters");
    }

    @Test
    void anExplicitDenyWins() {
        give("""
                {"Effect":"Allow","Action":"*","Resource":"*"}""");
        give("""
                {"Effect":"Deny","Action":"sqs:DeleteQueue","Resource":"*"}""");

        assertAllowed(worker, "sqs:SendMessage", QUEUE);
        assertDenied(worker, "sqs:DeleteQueue", QUEUE);
    }

    @Test
    void notActionAndNotResourceMeanTheOthers() {
        give("""
                {"Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:sqs:*:*:orders"}""");

        assertAllowed(worker, "sqs:SendMessage", QUEUE + "-dead-letters");
        assertDenied(worker, "sqs:SendMessage", QUEUE);
        assertDenied(worker, "iam:PassRole", role);
    }

    @Test
    void anActionWithoutAResourceNeedsAStar() {
        give("""
                {"Effect":"Allow","Action":"ssm:DescribeParameters","Resource":"arn:aws:ssm:*:*:parameter/*"}""");

        assertDenied(worker, "ssm:DescribeParameters", "*");
    }

    @Test
    void aRoleMayBePassedToTheServiceThatThePolicyNames() {
        give("""
                {"Effect":"Allow","Action":"iam:PassRole","Resource":"%s",
                 "Condition":{"StringEquals":{"iam:PassedToService":"bedrock-agentcore.amazonaws.com"}}}""".formatted(role));

        decider.authorize(
                worker, "iam:PassRole", role, Map.of("iam:PassedToService", "bedrock-agentcore.amazonaws.com"));
        assertThatThrownBy(() -> decider.authorize(
                        worker, "iam:PassRole", role, Map.of("iam:PassedToService", "lambda.amazonaws.com")))
                .isInstanceOf(AwsError.class);
        assertDenied(worker, "iam:PassRole", role);
    }

    @Test
    void variablesComeFromTheCaller() {
        give("""
                {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs-${aws:PrincipalAccount}/*"}""");

        assertAllowed(worker, "s3:GetObject", "arn:aws:s3:::logs-111122223333/a");
        assertDenied(worker, "s3:GetObject", "arn:aws:s3:::logs-444455556666/a");
    }

    @Test
    void aBasicLambdaRoleMayWriteItsLogsAndNothingElse() {
        policies.attachRolePolicy("worker", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");

        assertAllowed(worker, "logs:PutLogEvents", "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/x");
        assertDenied(worker, "logs:DeleteLogGroup", "*");
    }

    @Test
    void aServiceNeedsTheResourcesPermission() {
        assertDenied(EVENTS, "sqs:SendMessage", QUEUE);

        policies.allow(QUEUE, json("""
                {"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage",
                 "Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":"%s"}}}""".formatted(QUEUE, RULE)));

        assertAllowed(EVENTS, "sqs:SendMessage", QUEUE);
        assertDenied(new Caller.ServicePrincipal("events.amazonaws.com", RULE + "-2"), "sqs:SendMessage", QUEUE);
        assertDenied(new Caller.ServicePrincipal("sns.amazonaws.com", RULE), "sqs:SendMessage", QUEUE);
    }

    @Test
    void whoDidNotSignIsLetInByNothingButTheResource() {
        Caller nobody = new Caller.Anonymous();
        assertDenied(nobody, "sqs:SendMessage", QUEUE);

        policies.allow(QUEUE, json("""
                {"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage"}"""));

        assertAllowed(nobody, "sqs:SendMessage", QUEUE);
        assertDenied(nobody, "sqs:PurgeQueue", QUEUE);
    }

    @Test
    void aServiceCanBeBoundToItsAccount() {
        policies.allow(QUEUE, json("""
                {"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage",
                 "Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}"""));

        assertAllowed(EVENTS, "sqs:SendMessage", QUEUE);
        assertDenied(
                new Caller.ServicePrincipal("events.amazonaws.com", RULE.replace("1111", "4444")),
                "sqs:SendMessage",
                QUEUE);
    }

    @Test
    void aResourcesPolicyCanLetARoleIn() {
        policies.allow(QUEUE, json("""
                {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sqs:SendMessage"}""".formatted(role)));

        assertAllowed(worker, "sqs:SendMessage", QUEUE);
    }

    @Test
    void theAccountsRootDelegatesToIdentityPolicies() {
        policies.allow(QUEUE, json("""
                {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sqs:*"}"""));

        assertDenied(worker, "sqs:SendMessage", QUEUE);
    }

    @Test
    void aQueueThatInsistsOnTlsIsReachedOverLoopback() {
        give("""
                {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}""");
        policies.allow(QUEUE, json("""
                {"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sqs:*",
                 "Condition":{"Bool":{"aws:SecureTransport":"false"}}}"""));

        assertAllowed(worker, "sqs:SendMessage", QUEUE);
    }

    @Test
    void aResourcesDenyBeatsTheRolesAllow() {
        give("""
                {"Effect":"Allow","Action":"sqs:*","Resource":"*"}""");
        policies.allow(QUEUE, json("""
                {"Effect":"Deny","Principal":"*","Action":"sqs:PurgeQueue"}"""));

        assertDenied(worker, "sqs:PurgeQueue", QUEUE);
    }

    @Test
    void onlyATrustedServiceAssumesARole() {
        assertThat(decider.mayAssume(role, LAMBDA)).isTrue();
        assertThat(decider.mayAssume(role, EVENTS)).isFalse();
        assertThat(decider.mayAssume(role + "-2", LAMBDA)).isFalse();
        assertThatThrownBy(() -> decider.assume(role, EVENTS, "one")).hasMessageContaining("sts:AssumeRole");
    }

    @Test
    void elementsAndPrincipalsThatNobodyBuiltAreRefusedByName() {
        assertThatThrownBy(() -> policies.allow(QUEUE, json("""
                {"Effect":"Allow","Action":"*","NotPrincipal":{"AWS":"%s"}}""".formatted(role))))
                .hasMessageContaining("NotPrincipal");
        assertThatThrownBy(() -> give("""
                {"Effect":"Allow","Action":"*","Resource":"*","Principles":"*"}""")).hasMessageContaining("'Principles'");
        assertThatThrownBy(() -> policies.allow(QUEUE, json("""
                {"Effect":"Allow","Action":"*","Principal":{"Federated":"x"}}"""))).hasMessageContaining("Federated");
        assertThatThrownBy(() -> policies.attachRolePolicy("worker", "arn:aws:iam::aws:policy/AdministratorAccess"))
                .hasMessageContaining("AdministratorAccess");
    }

    @Test
    void whatAwsCallsMalformedIsRefused() {
        assertThatThrownBy(() -> give("""
                {"Effect":"Allow","Action":"*","Resource":"orders"}""")).hasMessage("Resource orders must be in ARN format or \"*\".");
        assertThatThrownBy(() -> give("""
                {"Effect":"Allow","Action":"SendMessage","Resource":"*"}""")).hasMessageContaining("SendMessage");
        assertThatThrownBy(() -> give("""
                {"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::logs-${aws:SourceVpce}"}""")).hasMessageContaining("'aws:SourceVpce'");
        assertThatThrownBy(() -> give("""
                {"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}""")).hasMessageContaining("principal");
        assertThatThrownBy(() -> give("""
                {"Effect":"Allow","Action":"*"}""")).hasMessageContaining("must contain resources");
        assertThatThrownBy(() -> policies.createRole("/", "odd", json("""
                {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*","Principal":"*"}}""")))
                .hasMessageContaining("prohibited field Resource");
        assertThatThrownBy(() -> policies.allow(QUEUE, json("""
                {"Effect":"Allow","Action":"sqs:*","Principal":{"AWS":"worker"}}""")))
                .hasMessage("Invalid principal in policy: \"AWS\":\"worker\"");
    }

    @Test
    void aBoundaryAllowsNothingAndLimitsEverything() {
        give("""
                {"Effect":"Allow","Action":"sqs:*","Resource":"*"}""");
        bound("""
                {"Effect":"Allow","Action":["sqs:SendMessage","sns:Publish"],"Resource":"*"}""");

        assertAllowed(worker, "sqs:SendMessage", QUEUE);
        assertDenied(worker, "sns:Publish", "*");
        assertThatThrownBy(() -> ask(worker, "sqs:PurgeQueue", QUEUE))
                .hasMessageEndingWith("because no permissions boundary allows the sqs:PurgeQueue action");
    }

    @Test
    void aDenySaysWhichKindOfPolicyItStandsIn() {
        give("""
                {"Effect":"Allow","Action":"sqs:*","Resource":"*"}""");
        give("""
                {"Effect":"Deny","Action":"sqs:DeleteQueue","Resource":"*"}""");
        bound("""
                {"Effect":"Allow","Action":"*","Resource":"*"}""", """
                {"Effect":"Deny","Action":"sqs:PurgeQueue","Resource":"*"}""");
        policies.allow(QUEUE, json("""
                {"Effect":"Deny","Principal":"*","Action":"sqs:SendMessage"}"""));

        assertThatThrownBy(() -> ask(worker, "sqs:DeleteQueue", QUEUE))
                .hasMessageEndingWith("with an explicit deny in an identity-based policy");
        assertThatThrownBy(() -> ask(worker, "sqs:PurgeQueue", QUEUE))
                .hasMessageEndingWith("with an explicit deny in a permissions boundary");
        assertThatThrownBy(() -> ask(worker, "sqs:SendMessage", QUEUE))
                .hasMessageEndingWith("with an explicit deny in a resource-based policy");
    }

    @Test
    void aBoundaryLimitsWhatAResourceGrantsToTheRoleButNotWhatItGrantsToTheSession() {
        bound("""
                {"Effect":"Allow","Action":"sns:*","Resource":"*"}""");
        policies.allow(QUEUE, json("""
                {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sqs:SendMessage"}""".formatted(role)));
        policies.allow(QUEUE, json("""
                {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sqs:PurgeQueue"}""".formatted(worker.arn())));

        assertDenied(worker, "sqs:SendMessage", QUEUE);
        assertAllowed(worker, "sqs:PurgeQueue", QUEUE);
    }

    @Test
    void aSessionsOwnPoliciesLimitItAlone() {
        give("""
                {"Effect":"Allow","Action":"sqs:*","Resource":"*"}""");
        Caller limited = worker.limitedBy(policies.sessionPolicies("""
                {"Statement":{"Effect":"Allow","Action":["sqs:SendMessage","sns:Publish"],"Resource":"*"}}""", List.of()));

        assertAllowed(limited, "sqs:SendMessage", QUEUE);
        assertDenied(limited, "sns:Publish", "*");
        assertAllowed(worker, "sqs:PurgeQueue", QUEUE);
        assertThatThrownBy(() -> ask(limited, "sqs:PurgeQueue", QUEUE))
                .hasMessageEndingWith("because no session policy allows the sqs:PurgeQueue action");
    }

    @Test
    void tagsOfTheRoleAreItsSessions() {
        policies.tagRole("worker", Map.of("team", "a"));
        give("""
                {"Effect":"Allow","Action":"ssm:GetParameter",
                 "Resource":"arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/team}/*"}""");

        assertAllowed(worker, "ssm:GetParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/a/x");
        assertDenied(worker, "ssm:GetParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/b/x");
    }

    @Test
    void aDenyForEverybodyElseSparesWhomItNames() {
        Caller.RoleSession other = decider.assume(policies.createRole("/", "other", TRUST), LAMBDA, "one");
        give("""
                {"Effect":"Allow","Action":"*","Resource":"*"}""");
        policies.putRolePolicy("other", "all", json("""
                {"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"""));
        policies.allow(QUEUE, json("""
                {"Effect":"Deny","NotPrincipal":{"AWS":"%s"},"Action":"sqs:*"}""".formatted(role)));

        assertAllowed(worker, "sqs:SendMessage", QUEUE);
        assertDenied(other, "sqs:SendMessage", QUEUE);
    }

    @Test
    void aKeysPolicyDecidesWhetherTheAccountsPoliciesCount() {
        give("""
                {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}""");
        assertThatThrownBy(() -> ask(worker, "kms:Decrypt", KEY))
                .hasMessageEndingWith("because no resource-based policy allows the kms:Decrypt action");

        policies.putResourcePolicy(KEY, json("""
                {"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*",
                 "Resource":"*"}}"""));
        assertAllowed(worker, "kms:Decrypt", KEY);
        assertDenied(worker, "kms:GenerateDataKey", KEY);
        assertDenied(EVENTS, "kms:Decrypt", KEY);
    }

    @Test
    void eachGrantThatLetsARoleInIsTold() {
        List<Grant> used = new ArrayList<>();
        Decider telling = new Decider(policies, PLACE, used::add);
        give("""
                {"Effect":"Allow","Action":["sqs:Send*","sqs:PurgeQueue"],"Resource":["%s","arn:aws:sqs:*:*:*-dead"]}""".formatted(QUEUE));

        telling.authorize(worker, "sqs:SendMessage", QUEUE, Map.of());
        assertThatThrownBy(() -> telling.authorize(worker, "sqs:ReceiveMessage", QUEUE, Map.of()))
                .isInstanceOf(AwsError.class);

        assertThat(used)
                .extracting(Grant::role, Grant::action, Grant::resource)
                .containsExactly(tuple("worker", "sqs:Send*", QUEUE));
        assertThat(policies.grants()).hasSize(4).containsAll(used);
    }

    private void bound(String... statements) {
        String boundary =
                policies.createPolicy("/", "boundary", json("{\"Statement\":[" + String.join(",", statements) + "]}"));
        policies.putRolePermissionsBoundary("worker", boundary);
    }

    private void give(String statement) {
        policies.putRolePolicy("worker", "policy" + statement.hashCode(), json("{\"Statement\":[" + statement + "]}"));
    }

    private void ask(Caller caller, String action, String resource) {
        decider.authorize(caller, action, resource, Map.of());
    }

    private void assertAllowed(Caller caller, String action, String resource) {
        ask(caller, action, resource);
    }

    private void assertDenied(Caller caller, String action, String resource) {
        assertThatThrownBy(() -> ask(caller, action, resource)).isInstanceOf(AwsError.class);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
