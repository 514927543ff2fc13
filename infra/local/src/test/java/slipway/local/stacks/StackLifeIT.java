package slipway.local.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.StackArtifact;
import slipway.local.assembly.StackResource;
import slipway.local.assembly.StackStatus;
import slipway.local.edge.Place;
import slipway.local.iam.Grant;
import slipway.local.json.Json;
import slipway.local.story.Sample;

/** Every type of the cloud is made, changed, brought back and deleted, so that it can be made again. */
@Timeout(120)
class StackLifeIT {
    private static final Path ASSEMBLY =
            Path.of(System.getProperty("slipway.root"), "infra", "cdk", "target", "cdk.out");
    private static final Place PLACE = new Place("111122223333", "eu-central-1");
    private static final String LOST =
            ",'Lost':{'Type':'Test::None','DependsOn':['Machine','TopicPolicy','QueuePolicy']}";

    @TempDir
    private Path folder;

    private LocalCloud cloud;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"artifacts\":{}}");
        cloud = new LocalCloud(folder, PLACE, 0, 100, (wanted, made, done, total) -> {});
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static StackArtifact life(int step, String more) {
        String document = "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'%s','Resource':'*'}]}"
                .formatted("sqs:Step" + step);
        String template = templateOf(step, document, more).replace('\'', '"');
        return StackArtifact.of("life", (ObjectNode) Json.read(template), Map.of());
    }

    private static String templateOf(int step, String document, String more) {
        return """
            {'Resources':{
              'Parameter':{'Type':'AWS::SSM::Parameter','Properties':{'Name':'/life','Type':'String','Value':'%1$s'}},
              'Role':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'life','Description':'%1$s',
                'AssumeRolePolicyDocument':{'Version':'2012-10-17','Statement':[{'Effect':'Allow',
                  'Action':'sts:AssumeRole','Principal':{'Service':'lambda.amazonaws.com'}}]},
                'Policies':[{'PolicyName':'own','PolicyDocument':%2$s}]}},
              'Policy':{'Type':'AWS::IAM::Policy','Properties':{'PolicyName':'more','Roles':[{'Ref':'Role'}],
                'PolicyDocument':%2$s}},
              'Managed':{'Type':'AWS::IAM::ManagedPolicy','Properties':{'Roles':[{'Ref':'Role'}],
                'PolicyDocument':%2$s}},
              'Logs':{'Type':'AWS::Logs::LogGroup','Properties':{'LogGroupName':'/life','RetentionInDays':%1$s}},
              'Alarm':{'Type':'AWS::CloudWatch::Alarm','Properties':{'AlarmName':'life','Namespace':'AWS/SQS',
                'MetricName':'ApproximateNumberOfMessagesVisible','Statistic':'Maximum','Period':60,
                'EvaluationPeriods':1,'Threshold':%1$s,'ComparisonOperator':'GreaterThanThreshold',
                'Dimensions':[{'Name':'QueueName','Value':'life'}]}},
              'Dashboard':{'Type':'AWS::CloudWatch::Dashboard','Properties':{'DashboardName':'life',
                'DashboardBody':'{\\"widgets\\":[],\\"start\\":\\"%1$s\\"}'}},
              'Bus':{'Type':'AWS::Events::EventBus','Properties':{'Name':'life','Description':'%1$s'}},
              'Rule':{'Type':'AWS::Events::Rule','Properties':{'Name':'life','EventBusName':{'Ref':'Bus'},
                'EventPattern':{'source':['life.%1$s']},'Targets':[{'Id':'queue','Arn':{'Fn::GetAtt':['Queue','Arn']}}]}},
              'Queue':{'Type':'AWS::SQS::Queue','Properties':{'QueueName':'life','VisibilityTimeout':%1$s}},
              'QueuePolicy':{'Type':'AWS::SQS::QueuePolicy','Properties':{'Queues':[{'Ref':'Queue'}],
                'PolicyDocument':{'Version':'2012-10-17','Statement':[{'Sid':'S%1$s','Effect':'Allow',
                  'Principal':{'Service':'events.amazonaws.com'},'Action':'sqs:SendMessage',
                  'Resource':{'Fn::GetAtt':['Queue','Arn']}}]}}},
              'Key':{'Type':'AWS::KMS::Key','Properties':{'Description':'%1$s','KeyPolicy':{'Version':'2012-10-17',
                'Statement':[{'Effect':'Allow','Action':'kms:*','Resource':'*',
                  'Principal':{'AWS':'arn:aws:iam::111122223333:root'}}]}}},
              'KeyAlias':{'Type':'AWS::KMS::Alias','Properties':{'AliasName':'alias/life','TargetKeyId':{'Ref':'Key'}}},
              'Topic':{'Type':'AWS::SNS::Topic','Properties':{'TopicName':'life','DisplayName':'%1$s'}},
              'TopicPolicy':{'Type':'AWS::SNS::TopicPolicy','Properties':{'Topics':[{'Ref':'Topic'}],
                'PolicyDocument':{'Version':'2012-10-17','Statement':[{'Sid':'S%1$s','Effect':'Allow',
                  'Principal':{'Service':'events.amazonaws.com'},'Action':'sns:Publish','Resource':{'Ref':'Topic'}}]}}},
              'Table':{'Type':'AWS::DynamoDB::Table','Properties':{'TableName':'life',
                'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],
                'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],
                'Tags':[{'Key':'step','Value':'%1$s'}]}},
              'Repository':{'Type':'AWS::ECR::Repository','Properties':{'RepositoryName':'life',
                'Tags':[{'Key':'step','Value':'%1$s'}]}},
              'Machine':{'Type':'AWS::StepFunctions::StateMachine','Properties':{'StateMachineName':'life',
                'RoleArn':{'Fn::GetAtt':['Role','Arn']},
                'DefinitionString':'{\\"QueryLanguage\\":\\"JSONata\\",\\"StartAt\\":\\"S%1$s\\",\\"States\\":{\\"S%1$s\\":{\\"Type\\":\\"Succeed\\"}}}'}}%3$s}}""".formatted(step, document, more);
    }

    private List<String> granted() {
        return cloud.grants().stream()
                .filter(grant -> grant.role().equals("life"))
                .map(Grant::action)
                .distinct()
                .toList();
    }

    @Test
    void everyTypeLivesAndCanLiveAgain() {
        cloud.create(life(30, ""));

        cloud.update(life(60, ""));
        assertThat(granted()).containsExactly("sqs:Step60");
        assertThatThrownBy(() -> cloud.update(life(90, LOST)))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessageContaining("Test::None");
        assertThat(cloud.stack("life").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(cloud.stack("life").resources())
                .filteredOn(resource -> resource.logicalId().equals("Parameter"))
                .extracting(resource -> resource.made().attributes().get("Value"))
                .containsExactly("60");
        assertThat(granted()).containsExactly("sqs:Step60");

        cloud.delete("life");
        assertThat(granted()).isEmpty();
        assertThat(cloud.logs().groups()).doesNotContain("/life");
        assertThat(cloud.alarms().all()).isEmpty();

        cloud.create(life(30, ""));
        assertThat(cloud.stack("life").resources())
                .extracting(StackResource::type)
                .hasSize(18)
                .doesNotHaveDuplicates();
    }

    @Test
    void theSampleIsDeletedStackByStackAndNothingIsLeft() throws IOException {
        try (LocalCloud sample = new LocalCloud(ASSEMBLY, PLACE, 0, 100, (wanted, made, done, total) -> {})) {
            Sample.deployControlPlane(sample);
            Sample.begin(sample);
            Set<String> there =
                    sample.stacks().stream().map(DeployedStack::name).collect(Collectors.toSet());
            List<String> stacks = sample.assembly().stacks().stream()
                    .map(StackArtifact::stackName)
                    .filter(there::contains)
                    .toList();

            stacks.reversed().forEach(stack -> {
                DeployedStack deployed = sample.stack(stack);
                sample.delete(stack);
                assertThat(deployed.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
            });

            assertThat(sample.grants()).isEmpty();
            stacks.stream().limit(2).forEach(sample::deploy);
        }
    }
}
