package slipway.customresource;

/** What waits for resources, so that no function has to: it looks, pauses and looks again. */
public interface Waiting {

    /** Begins to look at a request; where that was begun before, nothing happens. */
    void begin(String key);

    /** Has a request answered as failed, tried for longer than one function can. */
    void giveUp(String key);
}
