package slipway.image;

import java.util.List;

/**
 * A digest as its repository has it.
 *
 * @param status ECR's own word: {@code ACTIVE}, or another one for an image that cannot be pulled
 * @param tags none perhaps
 */
public record Held(String status, List<Tag> tags) {
    /** The status of an image that can be pulled. */
    public static final String ACTIVE = "ACTIVE";

    public Held {
        tags = List.copyOf(tags);
    }
}
