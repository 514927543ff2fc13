package slipway.resource;

import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import slipway.customresource.DynamoRequests;
import slipway.customresource.HttpSender;
import slipway.customresource.Requests;
import slipway.customresource.ResponseHosts;
import slipway.customresource.Sender;
import slipway.customresource.StepFunctionsWaiting;
import slipway.customresource.Waiting;
import slipway.wiring.Settings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The kit's ports, by AWS's services. */
@Module
final class CustomResourceParts {
    private CustomResourceParts() {}

    @Provides
    @Singleton
    static Requests requests(DynamoDbClient dynamo, Settings settings) {
        return new DynamoRequests(dynamo, settings.requests());
    }

    @Provides
    @Singleton
    static Waiting waiting(SfnClient states, Settings settings) {
        return new StepFunctionsWaiting(states, settings.resourceMachine());
    }

    @Provides
    @Singleton
    static Sender sender() {
        return new HttpSender();
    }

    @Provides
    static ResponseHosts hosts(Settings settings) {
        return new ResponseHosts(settings.region(), settings.endpoint());
    }

    @Provides
    static InstantSource clock() {
        return InstantSource.system();
    }
}
