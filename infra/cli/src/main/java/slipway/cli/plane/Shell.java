package slipway.cli.plane;

/** Lines for a person to paste into a shell. Each of them names its environment, or its Region: what it works on hangs on no variable. */
public final class Shell {
    /** What people type. */
    public static final String SLIPWAY = "scripts/slipway.sh";

    private final Environment environment;

    Shell(Environment environment) {
        this.environment = environment;
    }

    /** The operator's command with a verb and its arguments. */
    public String slipway(String words) {
        return "%s --env %s %s".formatted(SLIPWAY, environment.name(), words);
    }

    /** The deployment of the environment. */
    public String deploy() {
        return "scripts/deploy.sh --env " + environment.name();
    }

    /** The AWS CLI with a service, an operation and its options. */
    public String aws(String words) {
        return "aws --region %s %s".formatted(environment.region(), words);
    }
}
