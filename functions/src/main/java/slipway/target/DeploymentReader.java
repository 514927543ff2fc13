package slipway.target;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import slipway.agentruntime.EndpointName;
import slipway.agentruntime.RuntimeName;
import slipway.target.Aftercare.AfterRejection;
import slipway.target.Aftercare.AfterRollback;
import slipway.target.Declaration.Approval;
import slipway.target.Declaration.ConfigurationFrom;
import slipway.target.Declaration.Deployment;
import slipway.target.Declaration.PrivateEndpoints;
import slipway.target.Declaration.Proof;

/** Reads what a declaration says of the runtime that images go live on, and of how they do. */
final class DeploymentReader {
    /** The members that mean something with a runtime only. */
    static final List<String> BESIDE_RUNTIME =
            List.of("endpoint", "smokeTest", "approval", "bake", "afterRejection", "afterRollback", "keepVersions");

    private static final int LIVE_NAME = 38;
    private static final int OVERRIDES = 10;
    private static final Pattern RESERVED = Pattern.compile("(.*_)?(candidate|previous)");

    private DeploymentReader() {}

    /** Empty for a publish-only target, and where there are problems. */
    static Optional<Deployment> deployment(Member whole) {
        if (!whole.get("runtime").present()) {
            publishOnly(whole);
            return Optional.empty();
        }
        Member runtime = whole.get("runtime");
        Optional<Member> known = runtime.object(Set.of("name", "configurationFrom", "authorizerPrivateEndpoints"));
        Optional<RuntimeName> name = known.flatMap(m -> m.get("name").text(RuntimeName::new));
        ConfigurationFrom from =
                runtime.get("configurationFrom").choice(ConfigurationFrom.class, ConfigurationFrom.LIVE);
        PrivateEndpoints privates = privateEndpoints(runtime.get("authorizerPrivateEndpoints"));
        Optional<EndpointName> endpoint = endpoint(whole.get("endpoint"));
        Optional<Proof> proof = SmokeTestReader.proof(whole.get("smokeTest"));
        Optional<Approval> approval = approval(whole.get("approval"));
        Optional<BakeSpec> bake = BakeReader.bake(whole.get("bake"));
        Aftercare aftercare = aftercare(whole);
        return name.flatMap(n -> endpoint.flatMap(
                e -> proof.map(p -> new Deployment(n, from, privates, e, p, approval, bake, aftercare))));
    }

    private static void publishOnly(Member whole) {
        for (String only : BESIDE_RUNTIME) {
            if (whole.get(only).present()) {
                whole.get(only).problem("remove it, or declare the runtime: without one the target is publish-only");
            }
        }
    }

    private static PrivateEndpoints privateEndpoints(Member member) {
        if (!member.present()) {
            return new PrivateEndpoints.Undeclared();
        }
        if (member.node().asText().equals("none")) {
            return new PrivateEndpoints.None();
        }
        if (member.node() instanceof ArrayNode overrides && holdsOverrides(overrides)) {
            return new PrivateEndpoints.Declared(overrides);
        }
        member.problem("write \"none\", or the list of the authorizer's 1 to " + OVERRIDES
                + " privateEndpointOverrides, objects all");
        return new PrivateEndpoints.Undeclared();
    }

    private static boolean holdsOverrides(ArrayNode list) {
        return !list.isEmpty()
                && list.size() <= OVERRIDES
                && list.valueStream().allMatch(each -> each.isObject() && !each.isEmpty());
    }

    private static Optional<EndpointName> endpoint(Member member) {
        if (!member.present()) {
            return Optional.of(new EndpointName("live"));
        }
        if (member.node().asText().length() > LIVE_NAME) {
            member.problem("write at most " + LIVE_NAME + " characters: its candidate is named after it");
            return Optional.empty();
        }
        if (member.node().asText().equals("DEFAULT")) {
            member.problem("name an endpoint of your own: DEFAULT follows every update");
            return Optional.empty();
        }
        if (RESERVED.matcher(member.node().asText()).matches()) {
            member.problem("name it otherwise: candidate and previous are names that Slipway gives");
            return Optional.empty();
        }
        return member.text(EndpointName::new);
    }

    private static Optional<Approval> approval(Member member) {
        return member.present()
                ? member.object(Set.of("expiresHours"))
                        .map(m -> new Approval(
                                Duration.ofHours(m.get("expiresHours").number(1, 336, 72))))
                : Optional.empty();
    }

    private static Aftercare aftercare(Member whole) {
        Member kept = whole.get("keepVersions");
        return new Aftercare(
                whole.get("afterRejection").choice(AfterRejection.class, AfterRejection.LEAVE),
                whole.get("afterRollback").choice(AfterRollback.class, AfterRollback.VETO),
                kept.present() ? OptionalInt.of(kept.number(5, 900, 900)) : OptionalInt.empty());
    }
}
