package slipway.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import slipway.local.edge.Place;

/** The account's roles and policies, and the policies that sit on resources. */
public final class Policies {
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

    /** A role, its trust policy, its policies in line by name, and the ARNs of its managed policies. */
    record Role(
            String arn,
            String name,
            Instant createdAt,
            PolicyDocument trust,
            Map<String, PolicyDocument> inline,
            List<String> managedArns) {}

    /**
     * Makes a role that may do nothing yet.
     *
     * @param path {@code /} for most
     * @param trust the document that says who may assume it
     * @return its ARN
     */
    public String createRole(String path, String name, JsonNode trust) {
        String arn = roleArn(path, name);
        PolicyDocument document = PolicyDocument.parse(trust);
        Role role = new Role(
                arn, name, clock.instant(), document, new ConcurrentSkipListMap<>(), new CopyOnWriteArrayList<>());
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
        existing(roleName).inline().put(policyName, PolicyDocument.parse(document));
    }

    /** Attaches a managed policy, of this account or one of those of AWS that the local cloud knows. */
    public void attachRolePolicy(String roleName, String policyArn) {
        if (!managed.containsKey(policyArn)) {
            throw new IllegalArgumentException("The local cloud does not know the managed policy " + policyArn);
        }
        existing(roleName).managedArns().add(policyArn);
    }

    /** Makes a managed policy; its ARN. */
    public String createPolicy(String path, String name, JsonNode document) {
        String arn = "arn:aws:iam::%s:policy%s%s".formatted(place.account(), path, name);
        managed.put(arn, PolicyDocument.parse(document));
        return arn;
    }

    /** Adds one statement to the policy of a resource: a queue, a topic, a function or its alias. */
    public void allow(String resourceArn, JsonNode statement) {
        onResources
                .computeIfAbsent(resourceArn, arn -> new CopyOnWriteArrayList<>())
                .add(Statement.parse(statement));
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
    List<Statement> trust(String roleArn) {
        return role(roleArn).map(role -> role.trust().statements()).orElse(List.of());
    }

    /** Everything that the role's own policies say. */
    List<Statement> ofRole(String roleArn) {
        return role(roleArn).stream()
                .flatMap(role -> Stream.concat(
                        role.inline().values().stream(),
                        role.managedArns().stream().flatMap(arn -> Stream.ofNullable(managed.get(arn)))))
                .flatMap(document -> document.statements().stream())
                .toList();
    }

    List<Statement> ofResource(String resourceArn) {
        return onResources.getOrDefault(resourceArn, List.of());
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
