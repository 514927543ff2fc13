package slipway.resource;

import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.util.List;
import slipway.admission.Admission;
import slipway.agentruntime.AgentCoreLifecycle;
import slipway.agentruntime.AgentCoreWire;
import slipway.agentruntime.AgentRuntimes;
import slipway.agentruntime.RuntimeLifecycle;
import slipway.customresource.CustomResource;
import slipway.ledger.Ledger;
import slipway.wiring.Settings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** Every type of custom resource that CloudFormation may ask for. */
@Module
public final class ResourceParts {
    private ResourceParts() {}

    @Provides
    static List<CustomResource<?>> resources(AgentRuntimeResource runtime) {
        return List.of(runtime);
    }

    @Provides
    @Singleton
    static RuntimeLifecycle lifecycle(SdkHttpClient http, AwsCredentialsProvider credentials, Settings settings) {
        return new AgentCoreLifecycle(AgentCoreWire.control(settings.region(), settings.endpoint(), credentials), http);
    }

    @Provides
    static AgentRuntimeResource runtime(
            AgentRuntimes runtimes, RuntimeLifecycle lifecycle, Ledger ledger, Admission admission, Settings settings) {
        Ownership ownership = new Ownership(settings.prefix() + "/" + settings.environment());
        Removing removing = new Removing(runtimes, lifecycle, new Clearing(ledger, admission));
        return new AgentRuntimeResource(runtimes, new Making(runtimes, lifecycle, ownership, removing), removing);
    }
}
