package slipway.wiring;

import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import slipway.agentruntime.AgentCoreRuntimes;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.AgentRuntimes;
import slipway.event.BusEvents;
import slipway.event.Counts;
import slipway.event.EmbeddedCounts;
import slipway.event.Events;
import slipway.event.MetricEvents;
import slipway.image.EcrImages;
import slipway.image.Images;
import slipway.ledger.DynamoLedger;
import slipway.ledger.Ledger;
import slipway.monitor.CloudWatchMonitor;
import slipway.monitor.Monitor;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Publishers;
import slipway.parameter.SsmParameters;
import slipway.seal.KmsSeal;
import slipway.seal.Seal;
import slipway.time.Pauses;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The ports, by AWS's services. */
@Module(includes = Clients.class)
public final class Adapters {
    private Adapters() {}

    @Provides
    @Singleton
    static Ledger ledger(DynamoDbClient dynamo, Settings settings) {
        return new DynamoLedger(dynamo, settings.table());
    }

    @Provides
    @Singleton
    static Images images(EcrClient ecr, SdkHttpClient http, Settings settings) {
        return new EcrImages(ecr, http, settings.region());
    }

    @Provides
    @Singleton
    static Monitor monitor(CloudWatchClient cloudWatch) {
        return new CloudWatchMonitor(cloudWatch);
    }

    @Provides
    @Singleton
    static Parameters parameters(SsmClient ssm) {
        return new SsmParameters(ssm);
    }

    @Provides
    static ParameterNames names(Settings settings) {
        return new ParameterNames(settings.prefix(), settings.environment());
    }

    @Provides
    @Singleton
    static Seal seal(KmsClient keys, Settings settings) {
        return new KmsSeal(keys, settings.key());
    }

    @Provides
    static Pauses pauses() {
        return duration -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Provides
    static Publishers publishers(Settings settings) {
        return new Publishers(settings.publisherRoles());
    }

    @Provides
    @Singleton
    static Events events(EventBridgeClient bridge, Settings settings) {
        return new MetricEvents(new BusEvents(bridge, settings.bus()), settings.environment(), System.out::println);
    }

    @Provides
    static Counts counts(Settings settings) {
        return new EmbeddedCounts(settings.environment(), InstantSource.system(), System.out::println);
    }

    @Provides
    @Singleton
    static AgentRuntimes runtimes(SdkHttpClient http, AwsCredentialsProvider credentials, Settings settings) {
        return new AgentCoreRuntimes(AgentCoreWire.control(settings.region(), settings.endpoint(), credentials), http);
    }
}
