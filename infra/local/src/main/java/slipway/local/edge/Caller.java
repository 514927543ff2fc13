package slipway.local.edge;

/** Who makes a call, as IAM sees it. */
public sealed interface Caller {

    /** The ARN that AWS would show for this caller, in denials and in parameter histories. */
    String arn();

    /** The account's administrator: the people and scripts outside the templates. Everything is allowed. */
    record Administrator(String arn) implements Caller {}

    /**
     * A session of a role from a template.
     *
     * @param roleArn the role whose policies decide
     * @param arn the session, {@code arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}
     */
    record RoleSession(String roleArn, String arn) implements Caller {}

    /**
     * A service that acts by itself, judged by resource policies.
     *
     * @param principal for example {@code events.amazonaws.com}
     * @param sourceArn the rule, alarm or state machine it acts for; becomes {@code aws:SourceArn}
     */
    record ServicePrincipal(String principal, String sourceArn) implements Caller {
        @Override
        public String arn() {
            return principal;
        }
    }
}
