package slipway.infra.environment;

import java.util.List;

/**
 * Whether tags in the environment's repositories may move.
 *
 * @param immutable whether a tag stays on the image that it was pushed with
 * @param moving patterns of the tags that move all the same, with {@code *} for anything; ECR takes five
 */
public record ImageTags(boolean immutable, List<String> moving) {
    public ImageTags {
        moving = List.copyOf(moving);
    }
}
