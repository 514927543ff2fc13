package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.Place;
import slipway.local.edge.Statements;
import slipway.local.json.Json;

/** The account's roles and policies, and the policies that sit on resources. */
public final class Policies implements Statements {
    private final Place place;
    private final InstantSource clock;
    private final Map<String, Role> rolesByArn = new ConcurrentHashMap<>();
    private final Map<String, PolicyDocument> managed = new ConcurrentHashMap<>();
    private final Map<String, List<Statement>> onResources = new ConcurrentHashMap<>();

    public Policies(Place place) {
        this(place, InstantSource.system());
    }

    /** @param clock stamps what is made */
    public Policies(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
        managed.putAll(AwsManaged.policies());
    }

    /** A role, its trust policy, its policies in line by name, the ARNs of its managed policies, its tags and its boundary. */
    record Role(
            String arn,
            String name,
            Instant createdAt,
            PolicyDocument trust,
            Map<String, PolicyDocument> inline,
            List<String> managedArns,
            Map<String, String> tags,
            AtomicReference<@Nullable String> boundaryArn) {}

    /**
     * Makes a role that may do nothing yet.
     *
     * @param path {@code /} for most
     * @param trust the document that says who may assume it
     * @return its ARN
     */
    public String createRole(String path, String name, JsonNode trust) {
        String arn = roleArn(path, name);
        Role role = new Role(
                arn,
                name,
                clock.instant(),
                PolicyDocument.ofTrust(trust),
                new ConcurrentSkipListMap<>(),
                new CopyOnWriteArrayList<>(),
                new ConcurrentSkipListMap<>(),
                new AtomicReference<>());
        if (named(name).isPresent() || rolesByArn.putIfAbsent(arn, role) != null) {
            throw new IllegalArgumentException("Role with name " + name + " already exists.");
        }
        return arn;
    }

    String roleArn(String path, String name) {
        return "arn:aws:iam::%s:role%s%s".formatted(place.account(), path, name);
    }

    /** Gives the role a policy in line; one of the same name is replaced, as AWS does. */
    public void putRolePolicy(String roleName, String policyName, JsonNode document) {
        existing(roleName).inline().put(policyName, PolicyDocument.ofIdentity(document));
    }

    /** Takes a policy in line away; nothing where it, or the role, is gone. */
    void deleteRolePolicy(String roleName, String policyName) {
        named(roleName).ifPresent(role -> role.inline().remove(policyName));
    }

    /** Detaches a managed policy; nothing where it is not attached, or the role is gone. */
    void detachRolePolicy(String roleName, String policyArn) {
        named(roleName).ifPresent(role -> role.managedArns().remove(policyArn));
    }

    /** Takes the limit away. */
    void deleteRolePermissionsBoundary(String roleName) {
        existing(roleName).boundaryArn().set(null);
    }

    void untagRole(String roleName, Collection<String> keys) {
        existing(roleName).tags().keySet().removeAll(keys);
    }

    /** Another document says who may assume the role. */
    void updateTrust(String roleName, JsonNode trust) {
        Role role = existing(roleName);
        rolesByArn.put(
                role.arn(),
                new Role(
                        role.arn(),
                        role.name(),
                        role.createdAt(),
                        PolicyDocument.ofTrust(trust),
                        role.inline(),
                        role.managedArns(),
                        role.tags(),
                        role.boundaryArn()));
    }

    /** @throws IllegalArgumentException in AWS's words, while it has a policy */
    void deleteRole(String roleName) {
        named(roleName).ifPresent(role -> {
            if (!role.inline().isEmpty() || !role.managedArns().isEmpty()) {
                throw new IllegalArgumentException("Cannot delete entity, must %s policies first."
                        .formatted(role.inline().isEmpty() ? "detach all" : "delete"));
            }
            rolesByArn.remove(role.arn());
        });
    }

    /** @throws IllegalArgumentException in AWS's words, while a role has it */
    void deletePolicy(String policyArn) {
        if (rolesByArn.values().stream().anyMatch(role -> role.managedArns().contains(policyArn))) {
            throw new IllegalArgumentException("Cannot delete a policy attached to entities.");
        }
        managed.remove(policyArn);
    }

    /** Attaches a managed policy, of this account or one of those of AWS that the local cloud knows. */
    public void attachRolePolicy(String roleName, String policyArn) {
        requireManaged(policyArn);
        existing(roleName).managedArns().add(policyArn);
    }

    /** Limits the role to what this managed policy allows as well; another boundary is replaced. */
    public void putRolePermissionsBoundary(String roleName, String policyArn) {
        requireManaged(policyArn);
        existing(roleName).boundaryArn().set(policyArn);
    }

    /** Tags of the role, which policies read as {@code aws:PrincipalTag} of its sessions. */
    public void tagRole(String roleName, Map<String, String> tags) {
        existing(roleName).tags().putAll(tags);
    }

    private void requireManaged(String policyArn) {
        if (!managed.containsKey(policyArn)) {
            throw new IllegalArgumentException("The local cloud does not know the managed policy " + policyArn);
        }
    }

    /** Makes a managed policy; its ARN. */
    public String createPolicy(String path, String name, JsonNode document) {
        String arn = "arn:aws:iam::%s:policy%s%s".formatted(place.account(), path, name);
        managed.put(arn, PolicyDocument.ofIdentity(document));
        return arn;
    }

    /**
     * What AssumeRole is given to limit a session by, as the session keeps it.
     *
     * @param inline a document, or null for none
     * @param policyArns managed policies
     * @throws IllegalArgumentException for a document that is none, or a policy that is not there
     */
    public List<JsonNode> sessionPolicies(@Nullable String inline, List<String> policyArns) {
        List<JsonNode> documents = new ArrayList<>();
        if (inline != null) {
            documents.add(PolicyDocument.ofIdentity(Json.read(inline)).source());
        }
        for (String arn : policyArns) {
            requireManaged(arn);
            managed(arn).map(PolicyDocument::source).ifPresent(documents::add);
        }
        return documents;
    }

    /** Adds one statement to the policy of a resource: a queue, a topic, a function or its alias. */
    @Override
    public void allow(String resourceArn, JsonNode statement) {
        List<Statement> statements = onResources.computeIfAbsent(resourceArn, arn -> new CopyOnWriteArrayList<>());
        statements.add(Statement.parse(statement, statements.size() + 1));
    }

    @Override
    public void revoke(String resourceArn, JsonNode statement) {
        List<Statement> statements = onResources.getOrDefault(resourceArn, List.of());
        statements.stream()
                .filter(one -> one.source().equals(statement))
                .findFirst()
                .ifPresent(statements::remove);
    }

    /** Gives a resource this policy in place of the one that it had. */
    public void putResourcePolicy(String resourceArn, JsonNode document) {
        onResources.put(
                resourceArn,
                new CopyOnWriteArrayList<>(PolicyDocument.parse(document).statements()));
    }

    /** Whether there is a role with this ARN. */
    public boolean hasRole(String roleArn) {
        return rolesByArn.containsKey(roleArn);
    }

    List<Role> roles() {
        return rolesByArn.values().stream()
                .sorted(Comparator.comparing(Role::name))
                .toList();
    }

    Optional<PolicyDocument> managed(String policyArn) {
        return Optional.ofNullable(managed.get(policyArn));
    }

    Optional<Role> role(String roleArn) {
        return Optional.ofNullable(rolesByArn.get(roleArn));
    }

    /** What the role says about who may assume it; nothing for a role that is not there. */
    List<Policy> trust(String roleArn) {
        return role(roleArn).map(role -> new Policy(role.name(), role.trust())).stream()
                .toList();
    }

    /** Everything that the role's own policies say. */
    List<Policy> ofRole(String roleArn) {
        return role(roleArn).stream().flatMap(this::of).toList();
    }

    private Stream<Policy> of(Role role) {
        return Stream.concat(
                role.inline().entrySet().stream().map(entry -> new Policy(entry.getKey(), entry.getValue())),
                role.managedArns().stream().flatMap(arn -> managedPolicy(arn).stream()));
    }

    /** What limits the role; empty for a role without a boundary. */
    Optional<Policy> boundary(String roleArn) {
        return role(roleArn)
                .flatMap(role -> Optional.ofNullable(role.boundaryArn().get()))
                .flatMap(this::managedPolicy);
    }

    private Optional<Policy> managedPolicy(String arn) {
        return managed(arn).map(document -> new Policy(RoleReads.name(arn), document));
    }

    List<Policy> ofResource(String resourceArn) {
        List<Statement> statements = onResources.get(resourceArn);
        return statements == null
                ? List.of()
                : List.of(new Policy(resourceArn, new PolicyDocument(Json.object(), statements)));
    }

    /** Everything that the statements of all roles grant. */
    public List<Grant> grants() {
        return roles().stream()
                .flatMap(role -> of(role).flatMap(policy -> policy.document().statements().stream()
                                .map(statement -> new Opinion.Match(policy, statement)))
                        .flatMap(match -> Grant.of(role.name(), match)))
                .toList();
    }

    private Role existing(String name) {
        return named(name)
                .orElseThrow(() -> new IllegalArgumentException("The role with name " + name + " cannot be found."));
    }

    Optional<Role> named(String name) {
        return rolesByArn.values().stream()
                .filter(role -> role.name().equals(name))
                .findFirst();
    }
}
