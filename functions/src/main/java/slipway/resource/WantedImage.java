package slipway.resource;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Tag;

/** An image as a template names it: at least by a tag or by a digest. */
record WantedImage(Optional<String> repository, Optional<Tag> tag, Optional<Digest> digest) {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";
    private static final Pattern WHOLE =
            Pattern.compile("(?<uri>[^:@]+/[^:@]+)(?::(?<tag>[^:@/]+))?(?:@(?<digest>" + DIGEST + "))?");
    private static final Pattern ALONE =
            Pattern.compile("(?<uri>(?!))?(?<tag>[^:@/]+)?(?:@?(?<digest>" + DIGEST + "))?");

    /** @throws IllegalArgumentException where the text names no image */
    static WantedImage parse(String text) {
        Matcher parts = (text.contains("/") ? WHOLE : ALONE).matcher(text);
        if (!parts.matches() || (parts.group("tag") == null && parts.group("digest") == null)) {
            throw new IllegalArgumentException("neither a tag nor a digest");
        }
        return new WantedImage(
                Optional.ofNullable(parts.group("uri")),
                Optional.ofNullable(parts.group("tag")).map(Tag::new),
                Optional.ofNullable(parts.group("digest")).map(Digest::new));
    }

    /** Whether it is this image. A digest says more than a tag, which may have been on another image before. */
    boolean is(Image image) {
        boolean there =
                repository.filter(uri -> !uri.equals(image.repository().uri())).isEmpty();
        boolean same = digest.map(image.digest()::equals)
                .orElseGet(() -> tag.filter(image.tag()::equals).isPresent());
        return there && same;
    }

    @Override
    public String toString() {
        return repository.map(uri -> uri + ":").orElse("")
                + tag.map(Tag::value).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }
}
