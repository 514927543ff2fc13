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
import slipway.image.Images;
import slipway.ledger.Ledger;
import slipway.seal.Seal;
import slipway.wiring.Settings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** Every type of custom resource that CloudFormation may ask for. */
@Module
public final class ResourceParts {
    private ResourceParts() {}

    @Provides
    static List<CustomResource<?>> resources(
            AgentRuntimeResource runtime, AgentRuntimes runtimes, Ledger ledger, Seal seal, Images images) {
        Gate gate = new Gate(ledger, runtimes, new Changes(ledger, seal));
        return List.of(runtime, new SmokeGateResource(gate), new ImageLookupResource(images));
    }

    @Provides
    @Singleton
    static RuntimeLifecycle lifecycle(SdkHttpClient http, AwsCredentialsProvider credentials, Settings settings) {
        return new AgentCoreLifecycle(AgentCoreWire.control(settings.region(), settings.endpoint(), credentials), http);
    }

    @Provides
    static AgentRuntimeResource runtime(
            AgentRuntimes runtimes,
            RuntimeLifecycle lifecycle,
            Ledger ledger,
            Admission admission,
            Seal seal,
            Settings settings) {
        return AgentRuntimeResource.over(
                new AgentRuntimeResource.Parts(runtimes, lifecycle, ledger, admission, seal),
                new Ownership(settings.prefix() + "/" + settings.environment()));
    }
}
