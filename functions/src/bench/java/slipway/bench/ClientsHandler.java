package slipway.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Builds the clients that {@code BENCH_CLIENTS} names, as the functions build theirs, and does nothing with them. */
public final class ClientsHandler implements RequestStreamHandler {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final AwsCredentialsProvider credentials = AwsCredentialsProviderChain.of(
            EnvironmentVariableCredentialsProvider.create(),
            ContainerCredentialsProvider.builder().build());
    private final List<SdkClient> clients =
            Stream.of(System.getenv("BENCH_CLIENTS").split(" ")).map(this::client).toList();

    private SdkClient client(String service) {
        return switch (service) {
            case "cloudwatch" -> with(CloudWatchClient.builder());
            case "dynamodb" -> with(DynamoDbClient.builder());
            case "ecr" -> with(EcrClient.builder());
            case "eventbridge" -> with(EventBridgeClient.builder());
            case "kms" -> with(KmsClient.builder());
            case "lambda" -> with(LambdaClient.builder());
            case "sfn" -> with(SfnClient.builder());
            case "ssm" -> with(SsmClient.builder());
            default -> throw new IllegalArgumentException("no client of " + service + ": add it to this handler");
        };
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C with(B builder) {
        return builder.httpClient(http).credentialsProvider(credentials).build();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        input.transferTo(output);
        output.write(' ');
        output.write(clients.size());
    }
}
