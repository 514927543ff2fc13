package slipway.local.story;

/** One thing that happens, and what must be true after it. */
interface Chapter {

    /** What it is about, as a heading. */
    String title();

    /**
     * Has it happen, tells it, and checks how it ended.
     *
     * @return the line of the table at the end
     * @throws StoryFailed when it did not end as it must
     */
    Ended tell(Scene scene);

    /** How a chapter ended. */
    record Ended(String target, String image, String outcome, String reason, String versions) {}
}
