package slipway.wiring;

import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
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

/** AWS's clients. Each is built only for a function that uses it, over one connection pool. */
@Module
public final class Clients {
    private Clients() {}

    @Provides
    @Singleton
    static SdkHttpClient http() {
        return UrlConnectionHttpClient.create();
    }

    /**
     * Lambda gives a function its credentials in the environment, and one with SnapStart the address of them
     * (docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html); looking elsewhere only costs time.
     */
    @Provides
    @Singleton
    static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }

    @Provides
    @Singleton
    static DynamoDbClient dynamo(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return DynamoDbClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }

    @Provides
    @Singleton
    static CloudWatchClient cloudWatch(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return CloudWatchClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }

    @Provides
    @Singleton
    static EcrClient ecr(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return EcrClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }

    @Provides
    @Singleton
    static SsmClient ssm(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return SsmClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }

    @Provides
    @Singleton
    static SfnClient states(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return SfnClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }

    @Provides
    @Singleton
    static LambdaClient lambda(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return LambdaClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }

    @Provides
    @Singleton
    static KmsClient keys(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return KmsClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }

    @Provides
    @Singleton
    static EventBridgeClient bridge(SdkHttpClient http, AwsCredentialsProvider credentials) {
        return EventBridgeClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .build();
    }
}
