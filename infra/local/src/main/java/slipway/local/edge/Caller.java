package slipway.local.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Who makes a call, as IAM sees it. */
public sealed interface Caller {

    /** The ARN that AWS would show for this caller, in denials and in parameter histories. */
    String arn();

    /** What IAM calls it beside its ARN, and {@code aws:userid} in policies. */
    String userId();

    /** The account's administrator: the people and scripts outside the templates. Everything is allowed. */
    record Administrator(String arn) implements Caller {
        @Override
        public String userId() {
            return UniqueId.of("AIDA", arn);
        }
    }

    /**
     * A session of a role from a template.
     *
     * @param roleArn the role whose policies decide
     * @param arn the session, {@code arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}
     * @param policies the documents that limit this session alone; none for most
     */
    record RoleSession(String roleArn, String arn, List<JsonNode> policies) implements Caller {
        public RoleSession(String roleArn, String arn) {
            this(roleArn, arn, List.of());
        }

        /** The session of this name, its ARN as AWS writes it: without the role's path. */
        public static RoleSession of(String roleArn, String name) {
            String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
            String account = roleArn.split(":", -1)[4];
            return new RoleSession(roleArn, "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role, name));
        }

        /** The same session, limited by these policies. */
        public RoleSession limitedBy(List<JsonNode> documents) {
            return new RoleSession(roleArn, arn, List.copyOf(documents));
        }

        @Override
        public String userId() {
            return UniqueId.of("AROA", roleArn) + ":" + arn.substring(arn.lastIndexOf('/') + 1);
        }
    }

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

        @Override
        public String userId() {
            return principal;
        }
    }

    /** Somebody who did not sign, where that is allowed at all; judged by resource policies. */
    record Anonymous() implements Caller {
        @Override
        public String arn() {
            return "anonymous";
        }

        @Override
        public String userId() {
            return "anonymous";
        }
    }
}
