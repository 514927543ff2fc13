package slipway.infra.foundation;

import java.util.List;
import slipway.infra.environment.Environment;
import slipway.infra.environment.Kept;
import slipway.infra.policy.Allow;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The customer-managed key of one control plane. */
final class EncryptionKey {
    private EncryptionKey() {}

    static Key in(Construct scope, Environment environment) {
        var names = environment.names();
        var key = Key.Builder.create(scope, "Key")
                .alias("alias/" + names.stem())
                .description("Slipway's ledger and alarms in " + names.environment())
                .enableKeyRotation(true)
                .removalPolicy(environment.removalOf(Kept.LEDGER))
                .build();
        key.addToResourcePolicy(publish("cloudwatch.amazonaws.com")
                .conditions(Allow.stringEquals("aws:SourceAccount", names.account()))
                .build());
        // EventBridge does not say for whom it publishes; the topic's own policy says what it may.
        key.addToResourcePolicy(publish("events.amazonaws.com").build());
        return key;
    }

    /** Without this neither an alarm nor a rule can publish to the encrypted topic, and nothing says so. */
    private static PolicyStatement.Builder publish(String service) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                // In a key's own policy this is the key, and nothing else.
                .resources(List.of("*"));
    }
}
