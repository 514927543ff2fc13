package slipway.local.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.local.assembly.Deployer;
import slipway.local.assembly.StackEvent;
import slipway.local.assembly.StackRuns;
import slipway.local.edge.Client;
import slipway.local.edge.Place;

/** Stacks made, changed and deleted by calls alone. */
@Timeout(30)
class StackOperationsTest {
    private static final String TEMPLATE = """
            {'Parameters':{'Size':{'Type':'String','Default':'1'},'Key':{'Type':'String','NoEcho':true,'Default':'k'}},
             'Resources':{'Shelf':{'Type':'Test::Thing','Properties':{'P':{'Ref':'Size'},'Q':{'Ref':'Key'}}}},
             'Outputs':{'Size':{'Value':{'Ref':'Size'}},'Key':{'Value':{'Ref':'Key'}}}}""";
    private static final Set<String> ENDS = Set.of(
            "CREATE_COMPLETE",
            "ROLLBACK_COMPLETE",
            "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE",
            "DELETE_COMPLETE",
            "CREATE_FAILED");

    @TempDir
    private Path folder;

    private final BlockingQueue<StackEvent> told = new LinkedBlockingQueue<>();
    private Client client;

    @BeforeEach
    void open() throws IOException {
        Deployer deployer = StackRuns.shop(folder, "{}");
        deployer.onEvent(told::add);
        client = new Client(
                new CloudFormationService(new Place("111122223333", "eu-central-1"), deployer, InstantSource.system()));
    }

    private String call(String action, String form) {
        return client.form("Action=" + action + "&StackName=shop" + form);
    }

    private static String body(String template) {
        return "&TemplateBody=" + URLEncoder.encode(template.replace('\'', '"'), UTF_8);
    }

    /** The next status at which the stack comes to rest. */
    private String end() throws InterruptedException {
        while (true) {
            StackEvent event = told.take();
            if (event.isOfStack() && ENDS.contains(event.status().name())) {
                return event.status().name();
            }
        }
    }

    private String status() {
        return find("<StackStatus>(.*?)</StackStatus>", call("DescribeStacks", ""));
    }

    private static String find(String pattern, String xml) {
        Matcher matcher = Pattern.compile(pattern).matcher(xml);
        assertThat(matcher.find()).as("%s in %s", pattern, xml).isTrue();
        return matcher.group(1);
    }

    @Test
    void aStackLivesByCallsAlone() throws InterruptedException {
        String created = call(
                "CreateStack",
                body(TEMPLATE) + "&Tags.member.1.Key=team&Tags.member.1.Value=a"
                        + "&Parameters.member.1.ParameterKey=Size&Parameters.member.1.ParameterValue=2&ClientRequestToken=one");
        String id = find("<StackId>(.*?)</StackId>", created);
        assertThat(end()).isEqualTo("CREATE_COMPLETE");
        assertThat(call("DescribeStacks", ""))
                .contains(
                        "<OutputValue>2</OutputValue>", "<Key>team</Key>", "<DisableRollback>false</DisableRollback>");

        call(
                "UpdateStack",
                "&UsePreviousTemplate=true&Parameters.member.1.ParameterKey=Size"
                        + "&Parameters.member.1.ParameterValue=3");
        assertThat(end()).isEqualTo("UPDATE_COMPLETE");
        assertThat(call("DescribeStacks", ""))
                .contains("<OutputValue>3</OutputValue>", "<Key>team</Key>", "<LastUpdatedTime>");

        call("DeleteStack", "");
        assertThat(end()).isEqualTo("DELETE_COMPLETE");
        assertThat(call("DescribeStacks", "")).contains("Stack with id shop does not exist");
        assertThat(client.form("Action=DescribeStacks&StackName=" + id))
                .contains("<StackStatus>DELETE_COMPLETE</StackStatus>", "<DeletionTime>");
        assertThat(client.form("Action=ListStacks&StackStatusFilter.member.1=DELETE_COMPLETE"))
                .contains(id);
        assertThat(call("DeleteStack", "")).doesNotContain("Error");
        assertThat(client.asked)
                .contains(
                        "cloudformation:CreateStack arn:aws:cloudformation:eu-central-1:111122223333:stack/shop/*",
                        "cloudformation:UpdateStack " + id,
                        "cloudformation:DeleteStack " + id);
    }

    @Test
    void whoMayNotIsRefusedAndNothingIsDone() {
        client.refuse("cloudformation:CreateStack");

        assertThat(call("CreateStack", body(TEMPLATE))).contains("<Code>AccessDenied</Code>");
        assertThat(client.form("Action=ListStacks")).doesNotContain("shop");
    }

    @Test
    void aPreviousValueStays() throws InterruptedException {
        call(
                "CreateStack",
                body(TEMPLATE) + "&Parameters.member.1.ParameterKey=Size&Parameters.member.1.ParameterValue=2");
        end();

        call(
                "UpdateStack",
                body(TEMPLATE.replace("'Test::Thing'", "'Test::Thing','DeletionPolicy':'Retain'"))
                        + "&Parameters.member.1.ParameterKey=Size&Parameters.member.1.UsePreviousValue=true");
        end();

        assertThat(call("DescribeStacks", "")).contains("<OutputValue>2</OutputValue>");
    }

    @Test
    void aSecretParameterIsShownNowhere() throws InterruptedException {
        call(
                "CreateStack",
                body(TEMPLATE) + "&Parameters.member.1.ParameterKey=Key&Parameters.member.1.ParameterValue=hush");
        end();

        assertThat(call("DescribeStacks", "")).contains("****").doesNotContain("hush");
        assertThat(call("DescribeStackEvents", "")).doesNotContain("hush");
    }

    @Test
    void nothingToDoIsAValidationError() throws InterruptedException {
        call("CreateStack", body(TEMPLATE));
        end();

        assertThat(call("UpdateStack", body(TEMPLATE)))
                .contains("<Code>ValidationError</Code><Message>No updates are to be performed.</Message>");
    }

    @Test
    void anUpdateThatFailsGoesBackAndSaysWhy() throws InterruptedException {
        call("CreateStack", body(TEMPLATE));
        end();

        call("UpdateStack", body(TEMPLATE.replace("'Shelf'", "'Lost':{'Type':'Test::None'},'Shelf'")));

        assertThat(end()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(call("DescribeStackEvents", ""))
                .contains("<ResourceStatusReason>The local cloud does not know the resource type Test::None");
    }

    @ParameterizedTest
    @CsvSource({"DO_NOTHING, CREATE_FAILED", "ROLLBACK, ROLLBACK_COMPLETE", "DELETE, DELETE_COMPLETE"})
    void aCreationThatFailsEndsAsItsCallSays(String onFailure, String end) throws InterruptedException {
        call("CreateStack", body("{'Resources':{'Lost':{'Type':'Test::None'}}}") + "&OnFailure=" + onFailure);

        while (true) {
            String status = end();
            if (status.equals(end)) {
                return;
            }
        }
    }

    @Test
    void eventsComeNewestFirstInPages() throws InterruptedException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append(",'T%d':{'Type':'Test::Thing'}".formatted(i));
        }
        call("CreateStack", body("{'Resources':{" + many.substring(1) + "}}") + "&ClientRequestToken=mine");
        end();

        String first = call("DescribeStackEvents", "");

        assertThat(find("<ResourceStatus>(.*?)</ResourceStatus>", first)).isEqualTo("CREATE_COMPLETE");
        assertThat(first)
                .contains(
                        "<ResourceType>AWS::CloudFormation::Stack</ResourceType>",
                        "<PhysicalResourceId>shop-T59</PhysicalResourceId>",
                        "<ClientRequestToken>mine</ClientRequestToken>");
        String token = find("<NextToken>(.*?)</NextToken>", first);
        assertThat(call("DescribeStackEvents", "&NextToken=" + token))
                .contains("<ResourceStatusReason>User Initiated</ResourceStatusReason>")
                .doesNotContain("NextToken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'Resources':{'A':{'Type':'Test::Thing','DependsOn':'A'}}} | Circular",
                "{'Transform':'x','Resources':{}} | Transform",
                "[] | not a JSON object",
                "Resources: {} | reads JSON",
                "{'Parameters':{'P':{'Type':'String'}},'Resources':{}} | has no default",
            })
    void aTemplateThatCannotBeIsAValidationError(String template, String why) {
        assertThat(call("CreateStack", body(template))).contains("<Code>ValidationError</Code>", why);
        assertThat(client.form("Action=ListStacks")).doesNotContain("shop");
    }

    @Test
    void permissionsMustBeAcknowledged() throws InterruptedException {
        String template = "{'Resources':{'Role':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'a'}}}}";

        assertThat(call("CreateStack", body(template) + "&Capabilities.member.1=CAPABILITY_IAM"))
                .contains(
                        "<Code>InsufficientCapabilitiesException</Code>",
                        "Requires capabilities : [CAPABILITY_NAMED_IAM]");
        assertThat(call("CreateStack", body(template.replace("'RoleName':'a'", ""))))
                .contains("Requires capabilities : [CAPABILITY_IAM]");
        assertThat(call("CreateStack", body(template) + "&Capabilities.member.1=CAPABILITY_NAMED_IAM"))
                .contains("<StackId>");
        end();
    }

    @Test
    void aStackIsCreatedOnce() throws InterruptedException {
        call("CreateStack", body(TEMPLATE));
        end();

        assertThat(call("CreateStack", body(TEMPLATE)))
                .contains("<Code>AlreadyExistsException</Code>", "Stack [shop] already exists");
        assertThat(call("CancelUpdateStack", "")).contains("CancelUpdateStack cannot be called");
        assertThat(call("ContinueUpdateRollback", "")).contains("is in CREATE_COMPLETE state");
    }

    @Test
    void aChangeSetIsLookedAtAndThenExecuted() throws InterruptedException {
        call("CreateChangeSet", body(TEMPLATE) + "&ChangeSetName=first&ChangeSetType=CREATE");
        assertThat(status()).isEqualTo("REVIEW_IN_PROGRESS");
        assertThat(call("DescribeChangeSet", "&ChangeSetName=first"))
                .contains(
                        "<Status>CREATE_COMPLETE</Status>",
                        "<ExecutionStatus>AVAILABLE</ExecutionStatus>",
                        "<Action>Add</Action><LogicalResourceId>Shelf</LogicalResourceId>");

        call("ExecuteChangeSet", "&ChangeSetName=first");
        assertThat(end()).isEqualTo("CREATE_COMPLETE");

        call("CreateChangeSet", body(TEMPLATE) + "&ChangeSetName=same");
        assertThat(call("DescribeChangeSet", "&ChangeSetName=same"))
                .contains("<Status>FAILED</Status>", "The submitted information didn't contain changes.");
        assertThat(call("ExecuteChangeSet", "&ChangeSetName=same")).contains("<Code>InvalidChangeSetStatus</Code>");
        call("DeleteChangeSet", "&ChangeSetName=same");
        assertThat(call("DescribeChangeSet", "&ChangeSetName=same")).contains("<Code>ChangeSetNotFound</Code>");

        call("CreateChangeSet", body(TEMPLATE.replace("'Shelf'", "'Other'")) + "&ChangeSetName=other");
        assertThat(call("ListChangeSets", "")).contains("<ChangeSetName>other</ChangeSetName>");
        assertThat(call("DescribeChangeSet", "&ChangeSetName=other"))
                .contains("<Action>Add</Action>", "<Action>Remove</Action>", "shop-Shelf");
        call("ExecuteChangeSet", "&ChangeSetName=other");
        assertThat(end()).isEqualTo("UPDATE_COMPLETE");
    }
}
