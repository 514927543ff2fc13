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
        letPublish(key, "cloudwatch.amazonaws.com", names.account());
        letPublish(key, "events.amazonaws.com", names.account());
        return key;
    }

    /** Without this neither an alarm nor a rule can publish to an encrypted topic, and nothing says so. */
    private static void letPublish(Key key, String service, String account) {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(Allow.stringEquals("aws:SourceAccount", account))
                .build());
    }
}
