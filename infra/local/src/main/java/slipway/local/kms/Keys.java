package slipway.local.kms;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The keys and their aliases. Nothing is really encrypted here; who may use a key is what counts. */
public final class Keys {
    private final Map<String, String> arns = new ConcurrentHashMap<>();

    void put(String keyId, String arn) {
        arns.put(keyId, arn);
        arns.put(arn, arn);
    }

    void alias(String name, String target) {
        arns.put(name, find(target).orElse(target));
    }

    /** The ARN of the key that an id, an ARN or an alias names; empty for AWS's own keys. */
    public Optional<String> find(String idOrAlias) {
        String alias = idOrAlias.contains(":alias/") ? idOrAlias.substring(idOrAlias.indexOf("alias/")) : idOrAlias;
        return Optional.ofNullable(arns.get(alias));
    }
}
