package slipway.cli.iam;

import java.util.List;
import java.util.Optional;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import slipway.cli.plane.Environment;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** Finds the role that a person means. */
record Callers(IamClient iam, Environment environment) {

    /**
     * @param caller a role's name or ARN, a session's ARN, or a function's short name
     * @throws Failure where there is no such role, with the names that were looked for
     */
    Role find(String caller) {
        var names = names(caller);
        return names.stream()
                .flatMap(name -> role(name).stream())
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Exit.NOT_AS_THINGS_STAND,
                        "There is no role %s in %s. Write a role's name or its ARN."
                                .formatted(String.join(" or ", names), environment)));
    }

    private List<String> names(String caller) {
        if (!caller.startsWith("arn:")) {
            return List.of(environment.named(caller), caller);
        }
        var parts = caller.substring(caller.lastIndexOf(':') + 1).split("/", -1);
        // assumed-role/NAME/SESSION, or role/PATH/NAME
        return List.of(parts[0].equals("assumed-role") && parts.length > 1 ? parts[1] : parts[parts.length - 1]);
    }

    private Optional<Role> role(String name) {
        try {
            return Optional.of(iam.getRole(r -> r.roleName(name)).role());
        } catch (NoSuchEntityException none) {
            return Optional.empty();
        }
    }
}
