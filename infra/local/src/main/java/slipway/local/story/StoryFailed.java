package slipway.local.story;

/** A chapter did not end as it must. */
final class StoryFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryFailed(String what) {
        super(what);
    }
}
