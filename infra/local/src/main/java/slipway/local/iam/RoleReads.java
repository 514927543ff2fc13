package slipway.local.iam;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.QueryService;
import slipway.local.edge.UniqueId;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** What IAM tells of roles and of the policies that they have. */
final class RoleReads {
    private static final int LARGEST_PAGE = 1000;

    private final Policies policies;

    RoleReads(Policies policies) {
        this.policies = policies;
    }

    Map<String, QueryService.Operation> operations() {
        return Map.of(
                "GetRole", this::role,
                "ListRoles", this::roles,
                "GetRolePolicy", this::inline,
                "ListRolePolicies", this::inlineNames,
                "ListAttachedRolePolicies", this::attached);
    }

    private String role(Call call, Map<String, String> form) {
        return new Xml()
                .with("Role", shown(allowed(call, "iam:GetRole", new Form(form))))
                .toString();
    }

    private String roles(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String prefix = form.values().getOrDefault("PathPrefix", "/");
        call.authorize("iam:ListRoles", "*");
        List<Policies.Role> found = policies.roles().stream()
                .filter(role -> path(role.arn()).startsWith(prefix))
                .toList();
        return page(form, "Roles", found, RoleReads::shown);
    }

    private String inline(Call call, Map<String, String> given) {
        Form form = new Form(given);
        Policies.Role role = allowed(call, "iam:GetRolePolicy", form);
        String name = form.required("PolicyName");
        PolicyDocument document = role.inline().get(name);
        if (document == null) {
            throw missing("The role policy with name " + name + " cannot be found.");
        }
        return new Xml()
                .text("RoleName", role.name())
                .text("PolicyName", name)
                .text("PolicyDocument", document.encoded())
                .toString();
    }

    private String inlineNames(Call call, Map<String, String> given) {
        Form form = new Form(given);
        Policies.Role role = allowed(call, "iam:ListRolePolicies", form);
        Page<String> page = cut(form, List.copyOf(role.inline().keySet()));
        Xml names = new Xml();
        page.items().forEach(name -> names.text("member", name));
        return ended(new Xml().with("PolicyNames", names), page);
    }

    private String attached(Call call, Map<String, String> given) {
        Form form = new Form(given);
        Policies.Role role = allowed(call, "iam:ListAttachedRolePolicies", form);
        return page(
                form,
                "AttachedPolicies",
                role.managedArns(),
                arn -> new Xml().text("PolicyName", name(arn)).text("PolicyArn", arn));
    }

    private Policies.Role allowed(Call call, String action, Form form) {
        String name = form.required("RoleName");
        Optional<Policies.Role> role = policies.named(name);
        call.authorize(action, role.map(Policies.Role::arn).orElse(policies.roleArn("/", name)));
        return role.orElseThrow(() -> missing("The role with name " + name + " cannot be found."));
    }

    static AwsError missing(String message) {
        return new AwsError(404, "NoSuchEntity", message);
    }

    private static Xml shown(Policies.Role role) {
        Xml shown = new Xml()
                .text("Path", path(role.arn()))
                .text("RoleName", role.name())
                .text("RoleId", UniqueId.of("AROA", role.arn()))
                .text("Arn", role.arn())
                .text("CreateDate", role.createdAt())
                .text("AssumeRolePolicyDocument", role.trust().encoded());
        String boundary = role.boundaryArn().get();
        return boundary == null ? shown : shown.with("PermissionsBoundary", boundary(boundary));
    }

    private static Xml boundary(String policyArn) {
        return new Xml().text("PermissionsBoundaryType", "Policy").text("PermissionsBoundaryArn", policyArn);
    }

    /** {@code /service-role/} of an ARN of a role or policy, {@code /} for most. */
    static String path(String arn) {
        return arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    }

    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static <T> String page(Form form, String member, Collection<T> all, Function<T, Xml> shown) {
        Page<T> page = cut(form, List.copyOf(all));
        return ended(new Xml().members(member, page.items().stream().map(shown).toList()), page);
    }

    private static <T> Page<T> cut(Form form, List<T> all) {
        return Page.of(all, form.optional("Marker"), form.number("MaxItems", LARGEST_PAGE), "ValidationError");
    }

    private static String ended(Xml answer, Page<?> page) {
        return answer.text("IsTruncated", page.next() != null)
                .text("Marker", page.next())
                .toString();
    }
}
