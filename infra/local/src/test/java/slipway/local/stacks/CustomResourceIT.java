package slipway.local.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipway.local.LocalCloud;
import slipway.local.assembly.DeployedStack;
import slipway.local.assembly.DeploymentFailed;
import slipway.local.assembly.StackArtifact;
import slipway.local.assembly.StackStatus;
import slipway.local.edge.Place;
import slipway.local.json.Json;
import slipway.local.stacks.function.Shelf;

/** A stack with a custom resource whose function runs in a JVM of its own and answers over HTTP. */
@Timeout(120)
class CustomResourceIT {
    private static final String ASSETS = """
            {"files":{"code":{"source":{"path":"code","packaging":"zip"},
              "destinations":{"here":{"bucketName":"assets","objectKey":"code.zip"}}}}}""";
    private static final String TEMPLATE = """
            {'Resources':{
              'Role':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'shelf','AssumeRolePolicyDocument':
                {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'sts:AssumeRole',
                  'Principal':{'Service':'lambda.amazonaws.com'}}]}}},
              'Function':{'Type':'AWS::Lambda::Function','Properties':{'FunctionName':'shelf','Runtime':'java25',
                'Handler':'%s::handleRequest','MemorySize':256,'Timeout':20,'Architectures':['arm64'],
                'Role':{'Fn::GetAtt':['Role','Arn']},'Code':{'S3Bucket':'assets','S3Key':'code.zip'}}},
              'Version':{'Type':'AWS::Lambda::Version','Properties':{'FunctionName':{'Ref':'Function'}}},
              'Alias':{'Type':'AWS::Lambda::Alias','Properties':{'Name':'live','FunctionName':{'Ref':'Function'},
                'FunctionVersion':{'Fn::GetAtt':['Version','Version']}}},
              'Shelf':{'Type':'Custom::Shelf','Properties':{'ServiceToken':{'Ref':'Alias'},'Name':'a','Size':1}}},
             'Outputs':{'Id':{'Value':{'Ref':'Shelf'}},'Size':{'Value':{'Fn::GetAtt':['Shelf','Size']}}}}""".formatted(Shelf.class.getName());

    @TempDir
    private Path folder;

    private static StackArtifact stack(String from, String to) {
        return StackArtifact.of(
                "shelves", (ObjectNode) Json.read(TEMPLATE.replace(from, to).replace('\'', '"')), Map.of());
    }

    @Test
    void itsFunctionIsAskedAndAnswersOverHttp() throws Exception {
        try (LocalCloud cloud = cloud()) {
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            cloud.onEvent(event -> told.add(event.path("detail-type").asText() + " "
                    + event.at("/detail/status-details/status").asText()));

            assertThat(cloud.create(stack("", ""))).isEqualTo(Map.of("Id", "shelf-a", "Size", "1"));
            assertThat(cloud.update(stack("'Size':1", "'Size':2"))).containsEntry("Size", "2");
            assertThatThrownBy(() -> cloud.update(stack("'Size':1", "'Size':'bad'")))
                    .isInstanceOf(DeploymentFailed.class)
                    .hasMessageContaining("Stack shelves, Shelf (Custom::Shelf)")
                    .hasMessageContaining("Message returned: that size is bad");
            DeployedStack shelves = cloud.stack("shelves");
            assertThat(shelves.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
            assertThat(shelves.outputs())
                    .extracting(DeployedStack.Output::value)
                    .containsExactlyInAnyOrder("shelf-a", "2");
            assertThat(cloud.update(stack("'Name':'a','Size':1", "'Name':'b','Size':2")))
                    .containsEntry("Id", "shelf-b");
            cloud.delete("shelves");

            assertThat(shelves.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
            assertThat(List.copyOf(told))
                    .containsSubsequence(
                            "CloudFormation Stack Status Change CREATE_COMPLETE",
                            "CloudFormation Stack Status Change UPDATE_COMPLETE",
                            "CloudFormation Resource Status Change UPDATE_FAILED",
                            "CloudFormation Stack Status Change UPDATE_ROLLBACK_COMPLETE",
                            "CloudFormation Stack Status Change DELETE_COMPLETE");
        }
    }

    private LocalCloud cloud() throws IOException, URISyntaxException {
        Files.writeString(folder.resolve("manifest.json"), """
                {"artifacts":{"assets":{"type":"cdk:asset-manifest","properties":{"file":"assets.json"}}}}""");
        Files.writeString(folder.resolve("assets.json"), ASSETS);
        String name = Shelf.class.getPackageName().replace('.', '/');
        Path code = Files.createDirectories(folder.resolve("code").resolve(name));
        Path classes = Path.of(
                Shelf.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, code.resolve(file.getFileName()));
            }
        }
        return new LocalCloud(
                folder, new Place("111122223333", "eu-central-1"), 0, 60, (wanted, made, done, total) -> {});
    }
}
