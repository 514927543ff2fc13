package slipway.infra.agentruntime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lets callers in by the token of an identity provider. A runtime without one is called with AWS's signature. */
public final class JwtAuthorizer {
    private static final String OVERRIDES = "privateEndpointOverrides";
    private static final String CLAIMS = "customClaims";

    private final SortedMap<String, Object> members;

    private JwtAuthorizer(SortedMap<String, Object> members) {
        this.members = members;
    }

    /** Tokens of this provider; the URL ends with {@code /.well-known/openid-configuration}. */
    public static JwtAuthorizer of(String discoveryUrl) {
        return new JwtAuthorizer(new TreeMap<>()).with("discoveryUrl", discoveryUrl);
    }

    /** The same, for tokens that are meant for one of these. */
    public JwtAuthorizer audiences(String... allowed) {
        return with("allowedAudience", List.of(allowed));
    }

    /** The same, for tokens that one of these clients was given. */
    public JwtAuthorizer clients(String... allowed) {
        return with("allowedClients", List.of(allowed));
    }

    /** The same, for tokens with one of these scopes. */
    public JwtAuthorizer scopes(String... allowed) {
        return with("allowedScopes", List.of(allowed));
    }

    /** The same, for tokens whose claim is this text. */
    public JwtAuthorizer claimIs(String name, String value) {
        return claim(name, "STRING", "EQUALS", "matchValueString", value);
    }

    /** The same, for tokens whose claim is a list with this text in it. */
    public JwtAuthorizer claimHas(String name, String value) {
        return claim(name, "STRING_ARRAY", "CONTAINS", "matchValueString", value);
    }

    /** The same, for tokens whose claim is a list with one of these texts in it. */
    public JwtAuthorizer claimHasAnyOf(String name, String... values) {
        return claim(name, "STRING_ARRAY", "CONTAINS_ANY", "matchValueStringList", List.of(values));
    }

    /** The same, for callers that are workloads of these: the JSON of the API's {@code allowedWorkloadConfiguration}. */
    public JwtAuthorizer workloads(String json) {
        return with("allowedWorkloadConfiguration", Json.plain(Json.parse("allowedWorkloadConfiguration", json)));
    }

    /** The same, with scopes told to clients under other names: the JSON of the API's {@code advertisedScopeMapping}. */
    public JwtAuthorizer advertisedScopes(String json) {
        return with("advertisedScopeMapping", Json.plain(Json.parse("advertisedScopeMapping", json)));
    }

    /** The same, asking the provider through this endpoint: the JSON of the API's {@code privateEndpoint}. */
    public JwtAuthorizer privateEndpoint(String json) {
        return with("privateEndpoint", Json.plain(Json.parse("privateEndpoint", json)));
    }

    /** The same, asking some domains through endpoints of their own: the JSON of the API's {@code privateEndpointOverrides}, a list. */
    public JwtAuthorizer privateEndpointOverrides(String json) {
        return with(OVERRIDES, Json.plain(Json.parse(OVERRIDES, json)));
    }

    /** What a declaration has to say of them, because AgentCore never returns them. */
    String declaredOverrides() {
        return Optional.ofNullable(members.get(OVERRIDES))
                .map(overrides -> Json.tree(overrides).toString())
                .filter(overrides -> !overrides.equals("[]"))
                .orElse("\"none\"");
    }

    /** The API's {@code authorizerConfiguration}. */
    SortedMap<String, Object> property() {
        var property = new TreeMap<String, Object>();
        property.put("customJWTAuthorizer", members);
        return property;
    }

    private JwtAuthorizer claim(String name, String type, String operator, String member, Object value) {
        var match = new TreeMap<String, Object>();
        match.put("claimMatchOperator", operator);
        match.put("claimMatchValue", new TreeMap<>(java.util.Map.of(member, value)));
        var claim = new TreeMap<String, Object>();
        claim.put("inboundTokenClaimName", name);
        claim.put("inboundTokenClaimValueType", type);
        claim.put("authorizingClaimMatchValue", match);
        var claims = new ArrayList<>((List<?>) members.getOrDefault(CLAIMS, List.of()));
        var all = new ArrayList<Object>(claims);
        all.add(claim);
        return with(CLAIMS, List.copyOf(all));
    }

    private JwtAuthorizer with(String member, Object value) {
        var more = new TreeMap<>(members);
        more.put(member, value);
        return new JwtAuthorizer(more);
    }
}
