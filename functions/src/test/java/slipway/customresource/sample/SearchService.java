package slipway.customresource.sample;

/** What the sample's resource is made with; each call may be made again. */
public interface SearchService {

    /** The same token makes one index only. */
    String make(String name, long shards, String token);

    void resize(String id, long shards);

    void delete(String id);

    boolean exists(String id);

    boolean isReady(String id);

    String url(String id);
}
