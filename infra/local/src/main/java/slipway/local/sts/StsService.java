package slipway.local.sts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.AwsError;
import slipway.local.edge.Call;
import slipway.local.edge.Caller;
import slipway.local.edge.Identities;
import slipway.local.edge.Place;
import slipway.local.edge.QueryService;

/** STS's API, as far as knowing who one is and becoming somebody else. */
public final class StsService extends QueryService {
    private static final Set<String> ASSUME_MEMBERS =
            Set.of("Action", "Version", "RoleArn", "RoleSessionName", "DurationSeconds", "ExternalId", "Policy");
    private static final Pattern POLICY_ARNS = Pattern.compile("PolicyArns\\.member\\.\\d+\\.arn");
    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/.+");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Place place;
    private final Identities identities;
    private final SessionPolicies policies;

    /** Reads what limits a session; refuses, by IllegalArgumentException, what is no policy. */
    @FunctionalInterface
    public interface SessionPolicies {
        List<JsonNode> read(@Nullable String inline, List<String> policyArns);
    }

    public StsService(Place place, Identities identities, SessionPolicies policies) {
        this.place = place;
        this.identities = identities;
        this.policies = policies;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("sts");
    }

    @Override
    protected String namespace() {
        return "https://sts.amazonaws.com/doc/2011-06-15/";
    }

    @Override
    protected Map<String, Operation> operations() {
        return Map.of("GetCallerIdentity", this::callerIdentity, "AssumeRole", this::assumeRole);
    }

    private String callerIdentity(Call call, Map<String, String> form) {
        call.authorize("sts:GetCallerIdentity", "*");
        return "<Arn>%s</Arn><UserId>%s</UserId><Account>%s</Account>"
                .formatted(escape(call.caller().arn()), escape(call.caller().userId()), place.account());
    }

    private String assumeRole(Call call, Map<String, String> form) {
        refuseUnknown(form);
        String role = matching(form, "RoleArn", ROLE);
        String name = matching(form, "RoleSessionName", SESSION_NAME);
        Duration duration = duration(form);
        call.authorize("sts:AssumeRole", role, context(form, name));
        Caller.RoleSession session = Caller.RoleSession.of(role, name).limitedBy(limits(form));
        Instant expires = Instant.now().plus(duration).truncatedTo(ChronoUnit.SECONDS);
        return credentials(identities.issue(session, expires)) + user(session);
    }

    private List<JsonNode> limits(Map<String, String> form) {
        List<String> arns = form.entrySet().stream()
                .filter(member -> POLICY_ARNS.matcher(member.getKey()).matches())
                .map(Map.Entry::getValue)
                .toList();
        try {
            return policies.read(form.get("Policy"), arns);
        } catch (IllegalArgumentException e) {
            throw new AwsError(400, "MalformedPolicyDocument", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> context(Map<String, String> form, String name) {
        String externalId = form.get("ExternalId");
        return externalId == null
                ? Map.of("sts:RoleSessionName", name)
                : Map.of("sts:RoleSessionName", name, "sts:ExternalId", externalId);
    }

    /** They expire by the wall's clock, as signatures are made by it. */
    private static String credentials(Identities.Key key) {
        return "<Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>"
                        .formatted(key.accessKeyId(), key.secretAccessKey())
                + "<SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>"
                        .formatted(key.sessionToken(), key.expires());
    }

    private static String user(Caller.RoleSession session) {
        return "<AssumedRoleUser><AssumedRoleId>%s</AssumedRoleId><Arn>%s</Arn></AssumedRoleUser>"
                .formatted(escape(session.userId()), escape(session.arn()));
    }

    private static void refuseUnknown(Map<String, String> form) {
        form.keySet().stream()
                .filter(member -> !ASSUME_MEMBERS.contains(member)
                        && !POLICY_ARNS.matcher(member).matches())
                .findFirst()
                .ifPresent(member -> {
                    throw invalid("The local cloud does not know AssumeRole's parameter " + member);
                });
    }

    private static String matching(Map<String, String> form, String member, Pattern pattern) {
        String value = form.getOrDefault(member, "");
        if (!pattern.matcher(value).matches()) {
            throw invalid("Value '%s' at '%s' must match %s".formatted(value, member, pattern));
        }
        return value;
    }

    private static Duration duration(Map<String, String> form) {
        String given = form.getOrDefault("DurationSeconds", "3600");
        try {
            Duration duration = Duration.ofSeconds(Long.parseLong(given));
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (NumberFormatException e) {
            // It is no duration at all, which the same sentence says.
        }
        throw invalid("Value '%s' at 'DurationSeconds' must be 900 to 43200".formatted(given));
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "ValidationError", message);
    }
}
