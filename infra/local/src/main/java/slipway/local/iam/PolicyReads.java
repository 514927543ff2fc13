package slipway.local.iam;

import java.util.Map;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;
import slipway.local.edge.UniqueId;
import slipway.local.wire.Form;
import slipway.local.wire.Xml;

/** What IAM tells of managed policies. Each has one version here. */
final class PolicyReads {
    private static final String VERSION = "v1";

    private final Policies policies;

    PolicyReads(Policies policies) {
        this.policies = policies;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of("GetPolicy", this::policy, "GetPolicyVersion", this::version);
    }

    private String policy(Call call, Map<String, String> form) {
        String arn = new Form(form).required("PolicyArn");
        call.authorize("iam:GetPolicy", arn);
        find(arn);
        long attached = policies.roles().stream()
                .filter(role -> role.managedArns().contains(arn))
                .count();
        Xml shown = new Xml()
                .text("PolicyName", RoleReads.name(arn))
                .text("PolicyId", UniqueId.of("ANPA", arn))
                .text("Arn", arn)
                .text("Path", RoleReads.path(arn))
                .text("DefaultVersionId", VERSION)
                .text("AttachmentCount", attached)
                .text("IsAttachable", true);
        return new Xml().with("Policy", shown).toString();
    }

    private String version(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String arn = form.required("PolicyArn");
        String version = form.required("VersionId");
        call.authorize("iam:GetPolicyVersion", arn);
        PolicyDocument document = find(arn);
        if (!version.equals(VERSION)) {
            throw RoleReads.missing(
                    "Policy %s version %s does not exist or is not attachable.".formatted(arn, version));
        }
        Xml shown = new Xml()
                .text("Document", document.encoded())
                .text("VersionId", VERSION)
                .text("IsDefaultVersion", true);
        return new Xml().with("PolicyVersion", shown).toString();
    }

    private PolicyDocument find(String arn) {
        return policies.managed(arn)
                .orElseThrow(() -> RoleReads.missing("Policy " + arn + " does not exist or is not attachable."));
    }
}
