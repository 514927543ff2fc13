package slipway.cli.plane;

import java.util.Optional;
import java.util.Set;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS refuses, said to the person who has to put it right. */
final class Trouble {
    private static final Set<String> EXPIRED = Set.of("ExpiredTokenException", "ExpiredToken", "RequestExpired");
    private static final Set<String> UNKNOWN = Set.of(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");

    private final Aws aws;

    Trouble(Aws aws) {
        this.aws = aws;
    }

    /** What a call of an SDK's client ended in. */
    Failure of(String what, SdkException thrown) {
        if (thrown instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            var details = refused.awsErrorDetails();
            return refused(what, refused.statusCode(), details.errorCode(), details.errorMessage());
        }
        return unreachable(what, String.valueOf(thrown.getMessage()));
    }

    /** What AWS itself answered instead of what was asked. */
    Failure refused(String what, int status, String code, String message) {
        if (EXPIRED.contains(code) || message.contains("token included in the request is expired")) {
            return new Failure(
                    Exit.NOT_ALLOWED,
                    "Your AWS credentials have expired. Sign in again (aws sso login), or renew them where they come from.");
        }
        if (UNKNOWN.contains(code)) {
            return new Failure(
                    Exit.NOT_ALLOWED,
                    "AWS does not accept your credentials (%s: %s). Check which ones are in use, and this machine's clock."
                            .formatted(code, message));
        }
        if (status == 403 || code.startsWith("AccessDenied")) {
            return denied(what, message);
        }
        return new Failure(Exit.FAILED, "%s: AWS answered %d %s %s. Try again.".formatted(what, status, code, message));
    }

    private Failure denied(String what, String message) {
        var caller = caller();
        wrongAccount(caller).ifPresent(wrong -> {
            throw wrong;
        });
        var environment = aws.environment();
        return new Failure(Exit.NOT_ALLOWED, """
                %s: %s is not allowed to (%s).
                Attach the managed policy %s to that role or user, or %s if it is only to look.""".formatted(
                        what,
                        caller.map(Aws.Identity::arn).orElse("the caller"),
                        message,
                        environment.policy("operator"),
                        environment.policy("viewer")));
    }

    Failure unreachable(String what, String why) {
        var where = aws.endpoint()
                .map(uri -> uri + " (AWS_ENDPOINT_URL). Is the local cloud running? scripts/local.sh --serve starts it")
                .orElse("AWS in " + aws.environment().region() + ". Check the network, a proxy, a VPN");
        return new Failure(Exit.FAILED, "%s: cannot reach %s. (%s)".formatted(what, where, why));
    }

    /** That the caller is of another account than the environment, if so. */
    Optional<Failure> wrongAccount(Optional<Aws.Identity> caller) {
        return caller.filter(
                        identity -> !identity.account().equals(aws.environment().account()))
                .map(identity -> wrongAccount(identity.account(), identity.arn()));
    }

    Failure wrongAccount(String account, String shown) {
        var environment = aws.environment();
        return new Failure(Exit.NOT_ALLOWED, """
                Wrong account: the environment %s is in account %s (infra/environments.json), your credentials are of %s (%s).
                Name another profile (--profile NAME), or another environment (--env NAME).""".formatted(environment.name(), environment.account(), account, shown));
    }

    /** Who calls; empty where AWS does not say, for that is not what went wrong. */
    Optional<Aws.Identity> caller() {
        try {
            return Optional.of(aws.caller());
        } catch (SdkException unknown) {
            return Optional.empty();
        }
    }
}
