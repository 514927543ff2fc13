package slipway.infra.repository;

import java.util.TreeMap;
import slipway.infra.environment.Environment;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.constructs.Construct;

/** Lets the registry account of an environment, where it has one, put what is pushed there on this account's default bus. */
public final class RegistryEvents {
    private RegistryEvents() {}

    /**
     * What comes is a hint and no more: ECR is asked for the facts, and nobody can send an event of {@code aws.ecr} but AWS
     * (docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html).
     */
    public static void in(Construct scope, Environment environment) {
        environment.organisation().registryAccount().ifPresent(registry -> {
            var names = environment.names();
            var principal = new TreeMap<String, Object>();
            principal.put("AWS", "arn:aws:iam::" + registry + ":root");
            var statement = new TreeMap<String, Object>();
            statement.put("Sid", names.of("registry"));
            statement.put("Effect", "Allow");
            statement.put("Principal", principal);
            statement.put("Action", "events:PutEvents");
            statement.put("Resource", names.arn("events", "event-bus/default"));
            CfnEventBusPolicy.Builder.create(scope, "RegistryEvents")
                    .statementId(names.of("registry"))
                    .statement(statement)
                    .build();
        });
    }
}
