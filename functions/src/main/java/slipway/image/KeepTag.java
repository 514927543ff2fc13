package slipway.image;

import java.util.regex.Pattern;

/**
 * A tag that keeps an image in use from being expired: the repository's first lifecycle rule matches its prefix. It is
 * unique per control plane, target and digest, for repositories may be immutable and targets may share one.
 */
public record KeepTag(Tag tag) {
    /** What every one of these tags begins with; the rules for pushes and the tag policies pass over it. */
    public static final String PREFIX = Tag.OWN_PREFIX + "keep-";

    private static final int DIGITS = 16;
    private static final Pattern OWNER = Pattern.compile("[a-z][a-z0-9-]{0,79}");

    /**
     * The tag by which an owner keeps a digest.
     *
     * @param owner the environment and the target, at most 80 characters together
     */
    public static KeepTag of(String owner, Digest digest) {
        if (!OWNER.matcher(owner).matches()) {
            throw new IllegalArgumentException(
                    "owner '%s': write lower-case letters, digits and hyphens".formatted(owner));
        }
        String hex = digest.value().substring(digest.value().indexOf(':') + 1);
        return new KeepTag(new Tag(PREFIX + owner + "-" + hex.substring(0, DIGITS)));
    }

    @Override
    public String toString() {
        return tag.value();
    }
}
