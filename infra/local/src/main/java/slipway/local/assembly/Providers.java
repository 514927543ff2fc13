package slipway.local.assembly;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who makes resources of which type. */
public final class Providers {
    /** The type of custom resources that have none of their own, which begin with {@code Custom::}. */
    public static final String CUSTOM = "AWS::CloudFormation::CustomResource";

    private static final String PREFIX = "Custom::";

    private final Map<String, ResourceProvider> byType = new HashMap<>();

    Providers(List<ResourceProvider> providers) {
        for (ResourceProvider provider : providers) {
            for (String type : provider.types()) {
                if (byType.putIfAbsent(type, provider) != null) {
                    throw new IllegalArgumentException("Two providers make " + type);
                }
            }
        }
    }

    ResourceProvider of(String type) {
        ResourceProvider provider = byType.get(type.startsWith(PREFIX) ? CUSTOM : type);
        if (provider == null) {
            throw new IllegalArgumentException("The local cloud does not know the resource type " + type);
        }
        return provider;
    }
}
