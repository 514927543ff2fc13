package slipway.infra.policy;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.Construct;

/** Acknowledges a finding of cdk-nag: for one construct, with the reason beside it. */
public final class Acknowledge {
    private Acknowledge() {}

    /** Acknowledges rule {@code id} as a whole. */
    public static void finding(Construct construct, String id, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(id).reason(reason).build()),
                true);
    }

    /** Acknowledges wildcards in a policy, each by the name that cdk-nag gives it. */
    public static void wildcards(Construct construct, String reason, List<String> resources) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason(reason)
                        .appliesTo(resources.stream()
                                .map(resource -> "Resource::" + resource)
                                .toList())
                        .build()),
                true);
    }
}
