package slipway.resource;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.agentruntime.RuntimeId;
import slipway.agentruntime.RuntimeName;
import slipway.agentruntime.RuntimeTags;
import slipway.customresource.PhysicalId;
import slipway.customresource.Subject;

/**
 * Whose a runtime is. Two things say so, and only what both call made here is ever deleted: the id that CloudFormation
 * keeps, and a tag on the runtime.
 *
 * @param controlPlane this control plane, as {@code prefix/environment}
 */
record Ownership(String controlPlane) {
    private static final String ADOPTED = "adopted:";
    /** A hyphen and ten characters that AgentCore puts behind a name. */
    private static final int SUFFIX = 11;
    /** What a tag's value holds. */
    private static final int LONGEST = 256;

    private static final int KEY_SHOWN = 16;

    static PhysicalId made(RuntimeId id) {
        return new PhysicalId(id.value());
    }

    static PhysicalId adopted(RuntimeId id) {
        return new PhysicalId(ADOPTED + id);
    }

    static boolean isAdopted(PhysicalId id) {
        return id.value().startsWith(ADOPTED);
    }

    /** The runtime behind the id; empty where it is nobody's. */
    static Optional<RuntimeId> runtime(PhysicalId id) {
        String value = isAdopted(id) ? id.value().substring(ADOPTED.length()) : id.value();
        try {
            return Optional.of(new RuntimeId(value));
        } catch (IllegalArgumentException nothingOfOurs) {
            return Optional.empty();
        }
    }

    static RuntimeName name(RuntimeId id) {
        return new RuntimeName(id.value().substring(0, id.value().length() - SUFFIX));
    }

    /** The tags of a runtime that the task makes. */
    Map<String, String> tags(Task task) {
        Map<String, String> tags = optIn(task.wanted().tags());
        tags.put(RuntimeTags.MADE_BY, mark(task.subject()));
        task.present().ifPresent(replaced -> tags.put(RuntimeTags.REPLACES, replaced.value()));
        return tags;
    }

    /** The tags of a runtime that is there. */
    Map<String, String> optIn(Map<String, String> declared) {
        Map<String, String> tags = new TreeMap<>(declared);
        tags.put(RuntimeTags.CONTROL_PLANE, controlPlane);
        return tags;
    }

    /** Whether the stack's resource made it, by this request or by an earlier one. */
    static boolean isMadeBy(Subject subject, Map<String, String> tags) {
        return tags.getOrDefault(RuntimeTags.MADE_BY, "").startsWith(resource(subject));
    }

    /** Whether this very request made it. */
    static boolean isMadeNow(Subject subject, Map<String, String> tags) {
        return mark(subject).equals(tags.get(RuntimeTags.MADE_BY));
    }

    /** Whether the stack's resource made it in the place of another. */
    static boolean isMadeFor(RuntimeId replaced, Subject subject, Map<String, String> tags) {
        return isMadeBy(subject, tags) && replaced.value().equals(tags.get(RuntimeTags.REPLACES));
    }

    /** Which control plane's it is, where it is another one's. */
    Optional<String> stranger(Map<String, String> tags) {
        return Optional.ofNullable(tags.get(RuntimeTags.CONTROL_PLANE)).filter(other -> !other.equals(controlPlane));
    }

    private static String mark(Subject subject) {
        return resource(subject) + subject.key().substring(0, KEY_SHOWN);
    }

    private static String resource(Subject subject) {
        String whole = subject.stack() + "/" + subject.logicalId();
        int room = LONGEST - KEY_SHOWN - 1;
        if (whole.length() <= room) {
            return whole + "/";
        }
        String hash = Tokens.of(whole);
        return whole.substring(0, room - hash.length() - 1) + "/" + hash + "/";
    }
}
