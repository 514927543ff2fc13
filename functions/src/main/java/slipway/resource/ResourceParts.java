package slipway.resource;

import dagger.Module;
import dagger.Provides;
import java.util.List;
import slipway.customresource.CustomResource;

/** Every type of custom resource that CloudFormation may ask for. */
@Module
public final class ResourceParts {
    private ResourceParts() {}

    @Provides
    static List<CustomResource<?>> resources() {
        return List.of();
    }
}
