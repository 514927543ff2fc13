package slipway.local.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.wire.Form;
import slipway.local.wire.Page;
import slipway.local.wire.Xml;

/** IAM's policy simulator for roles: each action on each resource. */
final class Simulator {
    private static final int LARGEST_PAGE = 1000;
    private static final String CONTEXT = "ContextEntries";

    /** What would change the answer and is not known here. */
    private static final List<String> UNKNOWN = List.of(
            "PolicyInputList.member.1",
            "PermissionsBoundaryPolicyInputList.member.1",
            "ResourcePolicy",
            "ResourceHandlingOption",
            "CallerArn");

    private final Policies policies;
    private final Decider decider;

    Simulator(Policies policies, Decider decider) {
        this.policies = policies;
        this.decider = decider;
    }

    private record Asked(String action, String resource) {}

    String simulate(Call call, Map<String, String> given) {
        Form form = new Form(given);
        String role = form.required("PolicySourceArn");
        call.authorize("iam:SimulatePrincipalPolicy", role);
        refuseUnknown(form);
        if (!policies.hasRole(role)) {
            throw RoleReads.missing("The entity " + role + " cannot be found.");
        }
        Map<String, String> context = context(form);
        Page<Asked> page = Page.of(
                questions(form), form.optional("Marker"), form.number("MaxItems", LARGEST_PAGE), "InvalidInput");
        List<Xml> results = page.items().stream()
                .map(asked -> result(role, decider.simulated(role, asked.action(), asked.resource(), context)))
                .toList();
        return new Xml()
                .members("EvaluationResults", results)
                .text("IsTruncated", page.next() != null)
                .text("Marker", page.next())
                .toString();
    }

    private static void refuseUnknown(Form form) {
        UNKNOWN.stream().filter(form.values()::containsKey).findFirst().ifPresent(name -> {
            throw new AwsError(400, "InvalidInput", "The local iam does not know " + name + " of its simulator");
        });
    }

    private static List<Asked> questions(Form form) {
        List<String> resources = form.members("ResourceArns");
        List<Asked> questions = new ArrayList<>();
        form.members("ActionNames")
                .forEach(action -> (resources.isEmpty() ? List.of("*") : resources)
                        .forEach(resource -> questions.add(new Asked(action, resource))));
        if (questions.isEmpty()) {
            throw new AwsError(400, "ValidationError", "The parameter ActionNames is required.");
        }
        return questions;
    }

    private static Map<String, String> context(Form form) {
        Map<String, String> context = new TreeMap<>();
        for (int index = 1; ; index++) {
            String entry = CONTEXT + ".member." + index + ".";
            String key = form.optional(entry + "ContextKeyName");
            if (key == null) {
                return context;
            }
            context.put(key, String.join(",", form.members(entry + "ContextKeyValues")));
        }
    }

    private Xml result(String role, Question question) {
        Ruling ruling = decider.simulate(role, question);
        String decision = switch (ruling.verdict()) {
            case ALLOWED -> "allowed";
            case DENIED -> "explicitDeny";
            case SILENT -> "implicitDeny";
        };
        Xml result = new Xml()
                .text("EvalActionName", question.action())
                .text("EvalResourceName", question.resource())
                .text("EvalDecision", decision)
                .members("MatchedStatements", matched(ruling))
                .with("MissingContextValues", missing(role, question));
        return ruling.opinion(Kind.BOUNDARY)
                .map(boundary -> result.with(
                        "PermissionsBoundaryDecisionDetail",
                        new Xml().text("AllowedByPermissionsBoundary", boundary.allows())))
                .orElse(result);
    }

    private Xml missing(String role, Question question) {
        Xml missing = new Xml();
        Stream.concat(policies.ofRole(role).stream(), policies.boundary(role).stream())
                .flatMap(policy -> policy.document().statements().stream())
                .flatMap(statement -> statement.missing(question))
                .distinct()
                .forEach(key -> missing.text("member", key));
        return missing;
    }

    /** What decided: the denying statements where one denies, else those that allow. */
    private static List<Xml> matched(Ruling ruling) {
        return Stream.of(Kind.IDENTITY, Kind.BOUNDARY)
                .flatMap(kind -> ruling.opinion(kind).stream())
                .filter(opinion -> ruling.verdict() != Verdict.DENIED || opinion.denies())
                .flatMap(opinion -> opinion.deciding().stream())
                .map(Simulator::shown)
                .toList();
    }

    private static Xml shown(Opinion.Match match) {
        Span span = Span.of(match.policy().document()).get(match.statement().number() - 1);
        return new Xml()
                .text("SourcePolicyId", match.policy().name())
                // What IAM answers, although its API model lists other values.
                .text("SourcePolicyType", "IAM Policy")
                .with("StartPosition", Span.position(span.start()))
                .with("EndPosition", Span.position(span.end()));
    }
}
