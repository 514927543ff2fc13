package slipway.parameter;

import java.util.Optional;
import slipway.target.TargetName;

/** The names under {@code /{prefix}/{environment}}. */
public record ParameterNames(String prefix, String environment) {
    private static final String DESIRED_IMAGE = "/desired-image";

    public String declaration(TargetName target) {
        return root() + "/targets/" + target;
    }

    public String desiredImage(TargetName target) {
        return images() + target + DESIRED_IMAGE;
    }

    public String liveImage(TargetName target) {
        return images() + target + "/live-image";
    }

    public String imageTag(TargetName target) {
        return images() + target + "/image-tag";
    }

    /**
     * The target whose declaration has this name; empty where the name is another's.
     *
     * @throws IllegalArgumentException where the name is in the place of a declaration but no target's
     */
    public Optional<TargetName> declared(String name) {
        return within(name, root() + "/targets/", "");
    }

    /** The target whose desired image has this name; as {@link #declared}. */
    public Optional<TargetName> desired(String name) {
        return within(name, images(), DESIRED_IMAGE);
    }

    private static Optional<TargetName> within(String name, String before, String after) {
        boolean inside =
                name.startsWith(before) && name.endsWith(after) && name.length() > before.length() + after.length();
        return inside
                ? Optional.of(new TargetName(name.substring(before.length(), name.length() - after.length())))
                : Optional.empty();
    }

    private String images() {
        return root() + "/images/";
    }

    private String root() {
        return "/" + prefix + "/" + environment;
    }
}
