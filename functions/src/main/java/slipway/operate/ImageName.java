package slipway.operate;

import java.util.Optional;
import slipway.image.Digest;
import slipway.image.Tag;

/** How a person names an image of the target's repository: by its tag, by its digest, or by both. */
record ImageName(Optional<Tag> tag, Optional<Digest> digest) {
    private static final String DIGEST = "sha256:";

    /** @throws IllegalArgumentException with the remedy, for any other text and for a tag of Slipway's own */
    static ImageName parse(String text) {
        int at = text.indexOf('@');
        if (at >= 0) {
            return new ImageName(
                    Optional.of(tag(text.substring(0, at))), Optional.of(new Digest(text.substring(at + 1))));
        }
        return text.startsWith(DIGEST)
                ? new ImageName(Optional.empty(), Optional.of(new Digest(text)))
                : new ImageName(Optional.of(tag(text)), Optional.empty());
    }

    private static Tag tag(String text) {
        if (text.startsWith(Tag.OWN_PREFIX)) {
            throw new IllegalArgumentException("a tag of Slipway's own names no image; write the digest, sha256:…");
        }
        return new Tag(text);
    }

    @Override
    public String toString() {
        return tag.map(Tag::value).orElse("")
                + (tag.isPresent() && digest.isPresent() ? "@" : "")
                + digest.map(Digest::value).orElse("");
    }
}
