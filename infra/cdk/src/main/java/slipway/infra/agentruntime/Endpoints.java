package slipway.infra.agentruntime;

import slipway.infra.limit.Limits;
import slipway.infra.problem.Problems;

/** What a live endpoint may be called: its candidate and its previous version are called after it. */
public final class Endpoints {
    private Endpoints() {}

    /** Notes every problem of the name. */
    public static void check(Problems problems, String endpoint) {
        Limits.form(problems, "endpoint", endpoint, "endpoint.name");
        var length = Limits.of("endpoint.characters");
        problems.unless(length.allows(endpoint.length()), "endpoint", endpoint, length.remedy());
        problems.unless(
                !"DEFAULT".equals(endpoint),
                "endpoint",
                endpoint,
                "write another: every update moves DEFAULT, proven or not");
        problems.unless(
                !endpoint.matches("candidate|previous|.+_(candidate|previous)"),
                "endpoint",
                endpoint,
                "write another: this name is for a version under test");
    }
}
