package slipway.infra.environment;

import java.util.Optional;

/**
 * What an organisation demands of everything that is deployed into its accounts.
 *
 * @param permissionsBoundary name or ARN of the managed policy that bounds every role
 * @param rolePath path of every role, with a slash at both ends. It is part of a role's ARN, and IAM changes it for no role that is there: another path needs the stacks made anew
 * @param qualifier of the CDK's bootstrap, where it is not the default one
 * @param registryAccount the account whose repositories hold the images, where it is another one
 */
public record Organisation(
        Optional<String> permissionsBoundary,
        String rolePath,
        Optional<String> qualifier,
        Optional<String> registryAccount,
        Optional<Network> network) {}
