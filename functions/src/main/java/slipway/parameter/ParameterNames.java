package slipway.parameter;

import java.util.Optional;
import slipway.target.TargetName;

/** The names under {@code /{prefix}/{environment}}. */
public record ParameterNames(String prefix, String environment) {
    private static final String DECLARATION = "/targets/%s";
    private static final String DESIRED_IMAGE = "/images/%s/desired-image";

    public String declaration(TargetName target) {
        return root() + DECLARATION.formatted(target);
    }

    /** Below which the declarations are. */
    public String declarations() {
        return root() + DECLARATION.substring(0, DECLARATION.lastIndexOf('/'));
    }

    public String desiredImage(TargetName target) {
        return root() + DESIRED_IMAGE.formatted(target);
    }

    public String liveImage(TargetName target) {
        return root() + "/images/%s/live-image".formatted(target);
    }

    public String imageTag(TargetName target) {
        return root() + "/images/%s/image-tag".formatted(target);
    }

    /**
     * The target whose declaration has this name; empty where the name is another's.
     *
     * @throws IllegalArgumentException where the name is in the place of a declaration but no target's
     */
    public Optional<TargetName> declared(String name) {
        return target(name, DECLARATION);
    }

    /** The target whose desired image has this name; as {@link #declared}. */
    public Optional<TargetName> desired(String name) {
        return target(name, DESIRED_IMAGE);
    }

    private Optional<TargetName> target(String name, String form) {
        int place = form.indexOf("%s");
        String before = root() + form.substring(0, place);
        String after = form.substring(place + "%s".length());
        boolean inside =
                name.startsWith(before) && name.endsWith(after) && name.length() > before.length() + after.length();
        return inside
                ? Optional.of(new TargetName(name.substring(before.length(), name.length() - after.length())))
                : Optional.empty();
    }

    private String root() {
        return "/" + prefix + "/" + environment;
    }
}
