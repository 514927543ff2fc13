package slipway.cli.doctor.setup;

import java.util.function.Supplier;
import slipway.cli.plane.Aws;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The services that checks ask; a client is made when it is first needed, and shared. */
public record Clients(
        Supplier<CloudFormationClient> cloudFormation,
        Supplier<LambdaClient> lambda,
        Supplier<EventBridgeClient> events,
        Supplier<SqsClient> queues,
        Supplier<SnsClient> topics,
        Supplier<CloudWatchClient> alarms,
        Supplier<SfnClient> states,
        Supplier<IamClient> iam,
        Supplier<EcrClient> images,
        Supplier<SsmClient> parameters,
        Supplier<ServiceQuotasClient> quotas) {

    /** With the credentials and in the Region of {@code aws}. */
    public static Clients of(Aws aws) {
        return new Clients(
                new Once<>(() -> aws.client(CloudFormationClient.builder())),
                new Once<>(() -> aws.client(LambdaClient.builder())),
                new Once<>(() -> aws.client(EventBridgeClient.builder())),
                new Once<>(() -> aws.client(SqsClient.builder())),
                new Once<>(() -> aws.client(SnsClient.builder())),
                new Once<>(() -> aws.client(CloudWatchClient.builder())),
                new Once<>(() -> aws.client(SfnClient.builder())),
                new Once<>(() -> aws.client(IamClient.builder())),
                new Once<>(() -> aws.client(EcrClient.builder())),
                new Once<>(() -> aws.client(SsmClient.builder())),
                new Once<>(() -> aws.client(ServiceQuotasClient.builder())));
    }
}
