package slipway.local.iam;

/** The kinds of policies that have a say, each with the words that denials have for it. */
enum Kind {
    IDENTITY("identity-based policy", "an identity-based policy"),
    RESOURCE("resource-based policy", "a resource-based policy"),
    BOUNDARY("permissions boundary", "a permissions boundary"),
    SESSION("session policy", "a session policy");

    private final String name;
    private final String one;

    Kind(String name, String one) {
        this.name = name;
        this.one = one;
    }

    /** Why this kind refuses the action, behind AWS's sentence about the caller. */
    String refusal(String action, Verdict verdict) {
        return verdict == Verdict.DENIED
                ? " with an explicit deny in " + one
                : " because no %s allows the %s action".formatted(name, action);
    }
}
