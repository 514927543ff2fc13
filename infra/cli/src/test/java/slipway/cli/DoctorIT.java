package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import slipway.cli.Ward.Found;
import slipway.local.ecr.ImageSpec;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Fault;
import slipway.local.edge.FaultRule;
import slipway.local.lambda.FunctionState;
import slipway.local.story.Sample;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The sample is well; then one thing is broken, found and repaired, and then the next. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorIT {
    private static final String INVOKE = "bedrock-agentcore:InvokeAgentRuntime";
    private static final Pattern NOT_TO_BE_PASTED =
            Pattern.compile("scripts/(slipway|deploy)\\.sh (?!--env local)|\\baws (?!--region eu-central-1 )[a-z]");
    private static final Pattern READS = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final String SUPPORT =
            "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/support-??????????";
    private static final String TRUST = """
            {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole',
             'Principal': {'AWS': 'arn:aws:iam::111122223333:root'}}]}""";

    @TempDir
    static Path folder;

    private static final Set<String> UPDATED = Set.of(
            "agentRuntimeArtifact",
            "roleArn",
            "networkConfiguration",
            "metadataConfiguration",
            "protocolConfiguration");

    private static Ward ward;

    @BeforeAll
    static void begin() {
        ward = new Ward(blueprint());
        Sample.deployControlPlane(ward.cloud);
        ward.cloud.deploy("callers");
        Sample.begin(ward.cloud);
        // Nothing that is broken later takes long to take effect.
        List.of("support", "concierge-dev", "concierge-prod").forEach(DoctorIT::awaitLive);
        ward.cloud.agentCore().ready(Duration.ZERO).endpointReady(Duration.ZERO);
    }

    private static Blueprint blueprint() {
        var queue = "arn:aws:sqs:eu-central-1:111122223333:slipway-local-image-pushed";
        return Blueprint.into(folder)
                .add("SlipwayFoundation", "OnCall", """
                        {'Type': 'AWS::SNS::Subscription', 'Properties': {'TopicArn': {'Ref': 'Alarms04B5A0BF'},
                         'Protocol': 'email', 'Endpoint': 'on-call@example.com'}}""")
                .changeAll("SampleRepositories", "AWS::ECR::Repository", DoctorIT::keepThree)
                .stack(
                        "callers",
                        Map.of(
                                "Caller",
                                """
                        {'Type': 'AWS::IAM::Role', 'Properties': {'RoleName': 'caller', 'AssumeRolePolicyDocument': %s,
                         'Policies': [{'PolicyName': 'invoke', 'PolicyDocument': {'Version': '2012-10-17', 'Statement': [%s]}}]}}""".formatted(TRUST, allow(SUPPORT, SUPPORT + "/runtime-endpoint/live")),
                                "Stranger",
                                """
                        {'Type': 'AWS::IAM::Role', 'Properties': {'RoleName': 'stranger', 'AssumeRolePolicyDocument': %s}}""".formatted(TRUST),
                                "Deployer",
                                """
                        {'Type': 'AWS::IAM::Role', 'Properties': {'RoleName': 'deployer', 'AssumeRolePolicyDocument': %s,
                         'ManagedPolicyArns': ['arn:aws:iam::111122223333:policy/slipway-local-viewer'],
                         'Policies': [{'PolicyName': 'doctor', 'PolicyDocument': {'Version': '2012-10-17', 'Statement': [%s]}}]}}""".formatted(TRUST, reads())))
                .policy("caller-default", "caller", "invoke", allow(SUPPORT, SUPPORT + "/runtime-endpoint/DEFAULT"))
                .policy("caller-wide", "caller", "invoke", allow("*"))
                .policy(
                        "caller-open",
                        "caller",
                        "invoke",
                        allow("*").replace("}", ", 'Condition': {'StringEquals': {'aws:ResourceTag/team': 'a'}}}"))
                .policy(
                        "caller-mended",
                        "caller",
                        "invoke",
                        allow("*"),
                        "{'Effect': 'Deny', 'Action': 'bedrock-agentcore:*', 'Resource': '*'}")
                .policy("agent-denied", "slipway-local-sample-agent", "pull", deny("ecr:*", "*"))
                .policy("agent-mended", "slipway-local-sample-agent", "pull", deny("ecr:Nothing", "*"))
                .policy("queue-denied", "slipway-local-image-pushed", "read", deny("sqs:ReceiveMessage", queue))
                .policy("queue-mended", "slipway-local-image-pushed", "read", deny("sqs:Nothing", queue))
                .stack("definition", Map.of("Machine", """
                        {'Type': 'AWS::StepFunctions::StateMachine', 'Properties': {'StateMachineName': 'slipway-local-rollout',
                         'RoleArn': 'arn:aws:iam::111122223333:role/caller',
                         'Definition': {'QueryLanguage': 'JSONata', 'StartAt': 'Done', 'States': {'Done': {'Type': 'Succeed'}}}}}"""));
    }

    /** As the manual has it. */
    private static String reads() {
        try {
            var manual = READS.matcher(Files.readString(Person.ROOT.resolve("docs/operating.md")));
            assertThat(manual.find()).isTrue();
            return manual.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String allow(String... resources) {
        return "{'Effect': 'Allow', 'Action': '%s', 'Resource': ['%s']}"
                .formatted(INVOKE, String.join("', '", resources));
    }

    private static String deny(String action, String resource) {
        return "{'Effect': 'Deny', 'Action': '%s', 'Resource': '%s'}".formatted(action, resource);
    }

    /** So few that what is not protected is about to go. */
    private static void keepThree(ObjectNode repository) {
        var policy = repository.withObjectProperty("LifecyclePolicy");
        policy.put(
                "LifecyclePolicyText",
                policy.path("LifecyclePolicyText").asText().replace("\"countNumber\":50", "\"countNumber\":3"));
    }

    private static void awaitLive(String target) {
        Ward.await(target + " is live", () -> {
            var view = ward.status(target);
            return view.path("state").asText().equals("idle") && view.has("live");
        });
    }

    @AfterAll
    static void end() {
        ward.close();
    }

    /** Breaks something, sees that this alone is found, and repairs it. */
    private static void finds(Runnable broken, Runnable repaired, Found... expected) {
        broken.run();
        try {
            var diagnosis = ward.look();
            assertThat(diagnosis.found())
                    .hasSameSizeAs(expected)
                    .allSatisfy(found -> assertThat(expected).anySatisfy(one -> {
                        assertThat(found.check()).isEqualTo(one.check());
                        assertThat(found.severity()).isEqualTo(one.severity());
                        assertThat(found.what()).contains(one.what());
                        assertThat(found.remedy()).contains(one.remedy());
                    }));
            assertThat(diagnosis.found())
                    .extracting(Found::remedy)
                    .noneMatch(remedy -> NOT_TO_BE_PASTED.matcher(remedy).find());
            var problem = Stream.of(expected).anyMatch(one -> one.severity().equals("problem"));
            assertThat(diagnosis.exit()).isEqualTo(problem ? 1 : 0);
        } finally {
            repaired.run();
        }
    }

    private static Found problem(String check, String what, String remedy) {
        return new Found(check, "problem", what, remedy);
    }

    private static Found warning(String check, String what, String remedy) {
        return new Found(check, "warning", what, remedy);
    }

    private static void nothing() {}

    @Test
    @Order(1)
    void nothingIsWrongWithTheSample() {
        var seen = ward.administrator().types("doctor");
        assertThat(seen.out())
                .contains("local (111122223333, eu-central-1), as arn:aws:iam::111122223333:user/test")
                .contains("✓ stacks", "✓ grants", "✓ targets", "Nothing is wrong.")
                .doesNotContain("✗", "! ");
        assertThat(seen.exit()).isZero();
    }

    @Test
    @Order(2)
    void whatTheCallerMayNotSeeIsSaidAndTheRestIsLookedAt() {
        finds(
                () -> ward.cloud
                        .faults()
                        .arm(FaultRule.on("servicequotas:ListServiceQuotas", new Fault.Deny())
                                .times(Integer.MAX_VALUE)),
                () -> ward.cloud.faults().disarmAll(),
                warning("quotas", "Nobody could look: ", "docs/operating.md"));
    }

    @Test
    @Order(2)
    void aStrangerIsToldThatHeMayNotLook() {
        var diagnosis = ward.look(whoAssumes("stranger"));
        assertThat(diagnosis.exit()).isEqualTo(3);
        assertThat(diagnosis.found())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.what()).startsWith("Nobody could look: "));
    }

    @Test
    @Order(2)
    void whatTheManualAsksForIsEnoughToLookAtEverything() {
        assertThat(ward.look(whoAssumes("deployer"))).isEqualTo(new Ward.Diagnosis(0, List.of()));
    }

    private static Person whoAssumes(String role) {
        var answer = ward.aws.query(
                "sts",
                "Action=AssumeRole&Version=2011-06-15&RoleSessionName=it&RoleArn="
                        + URLEncoder.encode("arn:aws:iam::111122223333:role/" + role, StandardCharsets.UTF_8));
        return Person.at(ward.cloud.uri())
                .with(() -> AwsSessionCredentials.create(
                        between(answer, "AccessKeyId"),
                        between(answer, "SecretAccessKey"),
                        between(answer, "SessionToken")));
    }

    private static String between(String xml, String element) {
        return xml.substring(
                xml.indexOf("<" + element + ">") + element.length() + 2, xml.indexOf("</" + element + ">"));
    }

    @Test
    @Order(3)
    void aFunctionAsleepIsFound() {
        var function = "slipway-local-rollout:live";
        finds(
                () -> ward.cloud.lambdas().state(function, FunctionState.IDLE),
                () -> ward.cloud.lambdas().state(function, FunctionState.ACTIVE),
                warning(
                        "functions",
                        "slipway-local-rollout is asleep",
                        "aws --region eu-central-1 lambda invoke --function-name arn:aws:lambda:eu-central-1:111122223333:function:slipway-local-rollout:live"));
    }

    @Test
    @Order(3)
    void aFunctionThatCannotRunIsFound() {
        var function = "slipway-local-smoke-test:live";
        finds(
                () -> ward.cloud
                        .lambdas()
                        .state(
                                function,
                                new FunctionState(
                                        FunctionState.Name.FAILED, "InternalError", "The code cannot be read.")),
                () -> ward.cloud.lambdas().state(function, FunctionState.ACTIVE),
                problem(
                        "functions",
                        "slipway-local-smoke-test cannot run: The code cannot be read.",
                        "scripts/deploy.sh --env local"));
    }

    @Test
    @Order(3)
    void aFunctionThatIsSwitchedOffIsFound() {
        var function = "slipway-local-operator";
        try (var lambda = LambdaClient.builder()
                .endpointOverride(ward.cloud.uri())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(() -> AwsBasicCredentials.create("test", "test"))
                .build()) {
            finds(
                    () -> lambda.putFunctionConcurrency(
                            r -> r.functionName(function).reservedConcurrentExecutions(0)),
                    () -> lambda.deleteFunctionConcurrency(r -> r.functionName(function)),
                    problem(
                            "functions",
                            "slipway-local-operator is switched off: its reserved concurrency is 0.",
                            "aws --region eu-central-1 lambda delete-function-concurrency --function-name slipway-local-operator"));
        }
    }

    @Test
    @Order(3)
    void aRoleThatMayNotReadTheQueueIsFound() {
        finds(
                () -> ward.cloud.deploy("queue-denied"),
                () -> ward.cloud.deploy("queue-mended"),
                problem("queue of pushes", "may not call sqs:ReceiveMessage", "Take back the policy"));
    }

    @Test
    @Order(3)
    void aRuleThatIsSwitchedOffIsFound() {
        finds(
                () -> ward.call("events", "AWSEvents.DisableRule", "{'Name': 'slipway-local-image-pushed'}"),
                () -> ward.call("events", "AWSEvents.EnableRule", "{'Name': 'slipway-local-image-pushed'}"),
                problem(
                        "rules",
                        "The rule slipway-local-image-pushed is switched off",
                        "aws --region eu-central-1 events enable-rule --event-bus-name default --name slipway-local-image-pushed"));
    }

    @Test
    @Order(3)
    void imagesOfATargetThatNobodyDeclaresAreFound() {
        var name = "/slipway/local/images/sales/image-tag";
        finds(
                () -> ward.call(
                        "ssm",
                        "AmazonSSM.PutParameter",
                        "{'Name': '%s', 'Value': '1.0.0', 'Type': 'String'}".formatted(name)),
                () -> ward.call("ssm", "AmazonSSM.DeleteParameter", "{'Name': '%s'}".formatted(name)),
                warning(
                        "published parameters",
                        "Nobody declares the target sales",
                        "aws --region eu-central-1 ssm delete-parameters --names " + name));
    }

    /** The double cannot delete a rule that a stack made; its answer is what the doctor goes by. */
    @Test
    @Order(3)
    void aRuleThatIsGoneIsFound() {
        var gone = new Fault.Refuse(400, "ResourceNotFoundException", "Rule does not exist.");
        finds(
                () -> ward.cloud
                        .faults()
                        .arm(FaultRule.on("events:DescribeRule", gone)
                                .onResource("slipway-local-image-replicated")
                                .times(Integer.MAX_VALUE)),
                () -> ward.cloud.faults().disarmAll(),
                problem(
                        "rules",
                        "The rule slipway-local-image-replicated is gone.",
                        "Deploy again: scripts/deploy.sh --env local"));
    }

    @Test
    @Order(3)
    void anEventThatNobodyHandledIsFound() {
        var queue =
                "'QueueUrl': '%s/111122223333/slipway-local-target-declared-dead-letters'".formatted(ward.cloud.uri());
        finds(
                () -> ward.call("sqs", "AmazonSQS.SendMessage", "{%s, 'MessageBody': 'lost'}".formatted(queue)),
                () -> ward.call("sqs", "AmazonSQS.PurgeQueue", "{%s}".formatted(queue)),
                problem(
                        "dead letters",
                        "1 event waits in slipway-local-target-declared-dead-letters",
                        "docs/runbook.md says what to do, under target-declared-dead-letters"));
    }

    @Test
    @Order(4)
    void aDeclarationThatCannotBeUsedIsFound() {
        var name = "'Name': '/slipway/local/targets/odd'";
        finds(
                () -> ward.call(
                        "ssm", "AmazonSSM.PutParameter", "{%s, 'Type': 'String', 'Value': '[]'}".formatted(name)),
                () -> ward.call("ssm", "AmazonSSM.DeleteParameter", "{%s}".formatted(name)),
                problem(
                        "declarations",
                        "The declaration /slipway/local/targets/odd cannot be used",
                        "In the declaration"));
    }

    @Test
    @Order(4)
    void aRuntimeThatIsNotThereIsFound() {
        var name = "'Name': '/slipway/local/targets/ghost'";
        finds(
                () -> {
                    ward.call("ssm", "AmazonSSM.PutParameter", """
                            {%s, 'Type': 'String', 'Value': '%s'}""".formatted(name, GHOST.replace("'", "\\\"")));
                    Ward.await("ghost is known", () -> ward.status("ghost").has("runtime"));
                },
                () -> ward.call("ssm", "AmazonSSM.DeleteParameter", "{%s}".formatted(name)),
                problem("runtimes and endpoints", "ghost names the runtime ghost, and there is none", "Create it"));
    }

    @Test
    @Order(4)
    void aDeclarationWhoseEventWasLostIsFound() {
        var name = "'Name': '/slipway/local/targets/unheard'";
        finds(
                () -> {
                    lose("slipway-local-target-declared");
                    ward.call("ssm", "AmazonSSM.PutParameter", """
                            {%s, 'Type': 'String', 'Value': '%s'}""".formatted(name, GHOST.replace("'", "\\\"")));
                },
                () -> {
                    ward.cloud.faults().disarmAll();
                    ward.call("ssm", "AmazonSSM.DeleteParameter", "{%s}".formatted(name));
                },
                problem("runtimes and endpoints", "unheard names the runtime ghost, and there is none", "Create it"),
                problem(
                        "targets",
                        "The control plane does not know the target unheard, though its declaration holds.",
                        "Write the declaration /slipway/local/targets/unheard again"));
    }

    /** What this rule lets through is delivered no more. */
    private static void lose(String rule) {
        ward.cloud
                .faults()
                .arm(FaultRule.on("*", new Fault.Lost()).onResource("/" + rule).times(Integer.MAX_VALUE));
    }

    @Test
    @Order(4)
    void anEndpointThatCouldNotBeMovedIsFound() {
        var endpoint = "/runtimes/%s/runtime-endpoints/live/"
                .formatted(runtime("support").path("agentRuntimeId").asText());
        var version = ward.aws
                .rest("GET", endpoint, Optional.empty())
                .path("liveVersion")
                .asText();
        finds(
                () -> {
                    ward.cloud
                            .faults()
                            .arm(FaultRule.on(
                                    "bedrock-agentcore:UpdateAgentRuntimeEndpoint",
                                    new Fault.Fails("There is no capacity.")));
                    move(endpoint, version);
                    Ward.await("the move failed", () -> status(endpoint).equals("UPDATE_FAILED"));
                },
                () -> {
                    move(endpoint, version);
                    Ward.await("the move is made", () -> status(endpoint).equals("READY"));
                },
                warning(
                        "runtimes and endpoints",
                        "The endpoint live of support is UPDATE_FAILED: There is no capacity.",
                        "the next rollout moves the endpoint again"));
    }

    private static String status(String endpoint) {
        return ward.aws.rest("GET", endpoint, Optional.empty()).path("status").asText();
    }

    /** Follows nothing that there is. */
    private static final String GHOST = """
            {'schema': 1, 'repository': {'account': '111122223333', 'region': 'eu-central-1', 'name': 'agents/support'},\
             'tagPolicy': {'type': 'semver', 'range': '>=99.0.0'}, 'runtime': {'name': 'ghost'}, 'endpoint': 'live',\
             'smokeTest': {'skip': 'it is not there'}}""";

    @Test
    @Order(4)
    void aRuntimeAndAnEndpointWithoutTheOptInAreFound() {
        var runtime = runtime("support").path("agentRuntimeArn").asText();
        var endpoint = runtime + "/runtime-endpoint/live";
        finds(
                () -> List.of(runtime, endpoint)
                        .forEach(arn -> ward.aws.rest(
                                "DELETE", tags(arn) + "?tagKeys=slipway%3Acontrol-plane", Optional.empty())),
                () -> List.of(runtime, endpoint).forEach(arn -> optIn(arn, "slipway/local")),
                problem(
                        "runtimes and endpoints",
                        "The runtime support has not opted in",
                        "tag-resource --resource-arn " + runtime + " --tags slipway:control-plane=slipway/local"),
                problem(
                        "runtimes and endpoints",
                        "The endpoint live of support has not opted in",
                        "tag-resource --resource-arn " + endpoint));
    }

    @Test
    @Order(4)
    void aRuntimeOfAnotherControlPlaneIsFound() {
        var runtime = runtime("support").path("agentRuntimeArn").asText();
        finds(
                () -> optIn(runtime, "slipway/other"),
                () -> optIn(runtime, "slipway/local"),
                problem(
                        "runtimes and endpoints",
                        "The runtime support belongs to another control plane, slipway/other.",
                        "Take the target back there"));
    }

    private static void optIn(String arn, String owner) {
        ward.aws.rest(
                "POST",
                tags(arn),
                Optional.of(Ward.object("{'tags': {'slipway:control-plane': '%s'}}".formatted(owner))));
    }

    private static String tags(String arn) {
        return "/tags/" + URLEncoder.encode(arn, StandardCharsets.UTF_8);
    }

    private static JsonNode runtime(String name) {
        return ward.aws
                .rest("POST", "/runtimes/", Optional.of(Ward.object("")))
                .path("agentRuntimes")
                .valueStream()
                .filter(runtime -> runtime.path("agentRuntimeName").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(4)
    void quotasThatAreTooSmallAreFound() {
        finds(
                () -> ward.cloud.agentCore().quotas(1000, 2, 4),
                () -> ward.cloud.agentCore().quotas(1000, 1000, 10),
                problem("quotas", "The runtime support has 2 versions, and may have 2.", "--quota-code L-61A3A6D8"),
                problem("quotas", "The runtime concierge has 2 versions", "--quota-code L-61A3A6D8"),
                problem(
                        "quotas",
                        "The runtime concierge needs 7 endpoints, and may have 4.",
                        "--quota-code L-9B442722"));
    }

    @Test
    @Order(4)
    void aLiveVersionThatNobodyMayInvokeIsFound() {
        var id = runtime("support").path("agentRuntimeId").asText();
        var endpoint = "/runtimes/%s/runtime-endpoints/live/".formatted(id);
        var before = ward.aws
                .rest("GET", endpoint, Optional.empty())
                .path("liveVersion")
                .asText();
        finds(
                () -> move(endpoint, publish(id, Set.of("agentRuntimeArtifact", "roleArn", "networkConfiguration"))),
                () -> {
                    move(endpoint, before);
                    publish(id, UPDATED);
                },
                problem(
                        "metadata service",
                        "support serves version 3 of support, which does not require MMDSv2",
                        "adopt support"),
                problem(
                        "targets",
                        "The endpoint live serves version 3",
                        "scripts/slipway.sh --env local status support"));
    }

    /** Makes a version of what version 2 says in these members, and of nothing else; its number. */
    private static String publish(String id, Set<String> members) {
        var body = (ObjectNode) ward.aws.rest("GET", "/runtimes/%s/?version=2".formatted(id), Optional.empty());
        body.retain(members);
        return ward.aws
                .rest("PUT", "/runtimes/%s/".formatted(id), Optional.of(body))
                .path("agentRuntimeVersion")
                .asText();
    }

    private static void move(String endpoint, String version) {
        ward.aws.rest("PUT", endpoint, Optional.of(Ward.object("{'agentRuntimeVersion': '%s'}".formatted(version))));
    }

    @Test
    @Order(5)
    void anExecutionRoleThatCannotPullIsFound() {
        var role = "The execution role arn:aws:iam::111122223333:role/slipway-local-sample-agent may not pull from ";
        finds(
                () -> ward.cloud.deploy("agent-denied"),
                () -> ward.cloud.deploy("agent-mended"),
                problem("execution roles", role + "agents/support", "ecr:GetAuthorizationToken on *"),
                problem("execution roles", role + "agents/concierge", "ecr:BatchGetImage"));
    }

    @Test
    @Order(5)
    void anArchivedImageIsFound() {
        finds(
                () -> storageClass(digest("live"), "ARCHIVE"),
                () -> storageClass(digest("live"), "STANDARD"),
                problem(
                        "images",
                        "The live image of support, agents/support:1.0.0 (",
                        "aws --region eu-central-1 ecr update-image-storage-class --registry-id 111122223333 --repository-name agents/support"));
    }

    private static void storageClass(String digest, String wanted) {
        ward.call("ecr", "AmazonEC2ContainerRegistry_V20150921.UpdateImageStorageClass", """
                {'repositoryName': 'agents/support', 'imageId': {'imageDigest': '%s'}, 'targetStorageClass': '%s'}""".formatted(digest, wanted));
    }

    private static String digest(String role) {
        var image = image(role);
        return image.substring(image.indexOf('@') + 1);
    }

    private static String image(String role) {
        return ward.status("support").path(role).path("image").asText();
    }

    @Test
    @Order(5)
    void anImageThatIsAboutToExpireIsFound() {
        var ecr = "AmazonEC2ContainerRegistry_V20150921.";
        var image = ward.call("ecr", ecr + "BatchGetImage", """
                {'repositoryName': 'agents/support', 'imageIds': [{'imageDigest': '%s'}]}""".formatted(digest("live")))
                .at("/images/0");
        var tag = ward.call("ecr", ecr + "ListImages", "{'repositoryName': 'agents/support'}")
                .path("imageIds")
                .valueStream()
                .map(id -> id.path("imageTag").asText())
                .filter(name -> name.startsWith("slipway-keep-"))
                .findFirst()
                .orElseThrow();
        var again = Ward.object("{'repositoryName': 'agents/support', 'imageTag': '%s'}".formatted(tag));
        again.set("imageManifest", image.path("imageManifest"));
        again.set("imageManifestMediaType", image.path("imageManifestMediaType"));
        finds(
                () -> ward.call("ecr", ecr + "BatchDeleteImage", """
                        {'repositoryName': 'agents/support', 'imageIds': [{'imageTag': '%s'}]}""".formatted(tag)),
                () -> ward.aws.call("ecr", ecr + "PutImage", again),
                problem(
                        "expiry of images",
                        "The lifecycle policy takes the live image of support, agents/support:1.0.0",
                        "slipway-keep-"));
    }

    @Test
    @Order(6)
    void aGrantThatReachesDefaultIsFound() {
        finds(
                () -> ward.cloud.deploy("caller-default"),
                DoctorIT::nothing,
                problem("grants", "The role caller may invoke DEFAULT of support", "/runtime-endpoint/NAME"));
    }

    @Test
    @Order(7)
    void aGrantOfEverythingIsFound() {
        finds(
                () -> ward.cloud.deploy("caller-wide"),
                DoctorIT::nothing,
                warning(
                        "grants",
                        "May invoke every runtime, and every endpoint of it: caller.",
                        "that each role calls"));
    }

    @Test
    @Order(8)
    void aGrantWithAConditionIsSaidNotToBeJudged() {
        finds(
                () -> ward.cloud.deploy("caller-open"),
                () -> ward.cloud.deploy("caller-mended"),
                warning("grants", "under conditions that cannot be judged from here: caller.", "leave DEFAULT out"));
    }

    @Test
    @Order(9)
    void afterAllRepairsNothingIsWrong() {
        assertThat(ward.look()).isEqualTo(new Ward.Diagnosis(0, List.of()));
    }

    @Test
    @Order(10)
    void aTargetThatLagsBehindIsFound() {
        finds(
                () -> {
                    lose("slipway-local-desired-image-changed");
                    push("agents/support", "1.1.0");
                    Ward.await("1.1.0 is desired", () -> image("desired").contains(":1.1.0@"));
                },
                () -> ward.cloud.faults().disarmAll(),
                warning("targets", "support should serve 1.1.0 (", "scripts/slipway.sh --env local retry support"));
    }

    @Test
    @Order(11)
    void aTargetThatIsStuckIsFound() {
        finds(
                () -> {
                    ward.cloud
                            .faults()
                            .arm(FaultRule.on("bedrock-agentcore:UpdateAgentRuntime", new Fault.Deny())
                                    .times(Integer.MAX_VALUE));
                    ward.administrator().types("retry", "support");
                    Ward.await(
                            "support is stuck",
                            () -> ward.status("support").path("state").asText().equals("stuck"));
                },
                () -> ward.cloud.faults().disarmAll(),
                problem(
                        "targets",
                        "The rollout support-2 of support is stuck.",
                        "scripts/slipway.sh --env local show support-2"));
    }

    @Test
    @Order(12)
    void aPreviousImageThatCannotBePulledIsFound() {
        ward.administrator().types("retry", "support");
        Ward.await("1.1.0 is live", () -> image("live").contains(":1.1.0@"));
        awaitLive("support");
        finds(
                () -> storageClass(digest("previous"), "ARCHIVE"),
                () -> storageClass(digest("previous"), "STANDARD"),
                warning(
                        "images",
                        "The previous image of support, agents/support:1.0.0 (",
                        "aws --region eu-central-1 ecr update-image-storage-class"));
    }

    private static void push(String repository, String tag) {
        new Pusher(ward.cloud.uri(), "test").push(repository, tag, ImageSpec.arm64(Map.of("version", tag)));
    }

    @Test
    @Order(13)
    void anExecutionByAnOlderDefinitionIsFound() {
        ward.cloud
                .faults()
                .arm(FaultRule.on("bedrock-agentcore:UpdateAgentRuntime", new Fault.Slow(Duration.ofHours(2))));
        push("agents/concierge", "1.1.0");
        Ward.await(
                "concierge is rolling out",
                () -> ward.status("concierge-dev").path("state").asText().equals("rolling-out")
                        || ward.status("concierge-prod").path("state").asText().equals("rolling-out"));
        ward.cloud.deploy("definition");
        assertThat(ward.look().found()).anySatisfy(found -> {
            assertThat(found.check()).isEqualTo("executions");
            assertThat(found.what()).startsWith("Running by an older definition of the state machine: concierge-");
            assertThat(found.remedy()).contains("They end by themselves");
        });
    }

    @Test
    @Order(14)
    void anImageThatIsGoneIsFound() {
        ward.call("ecr", "AmazonEC2ContainerRegistry_V20150921.BatchDeleteImage", """
                {'repositoryName': 'agents/support', 'imageIds': [{'imageDigest': '%s'}]}""".formatted(digest("live")));
        assertThat(ward.look().found()).anySatisfy(found -> {
            assertThat(found.check()).isEqualTo("images");
            assertThat(found.severity()).isEqualTo("problem");
            assertThat(found.what()).endsWith("is gone from ECR.");
            assertThat(found.remedy()).startsWith("Push the same image again");
        });
    }
}
