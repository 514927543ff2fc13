package slipway.local.page;

import slipway.local.ecr.Ecr;
import slipway.local.ecr.Pusher;
import slipway.local.edge.Edge;

/** Puts the page on the one port. */
public final class Page {
    private static final String ADMINISTRATOR = "test";

    private Page() {}

    /** From now on the edge answers a browser. */
    public static void open(Edge edge, Sights sights, Ecr ecr) {
        Files files = new Files();
        Pusher pusher = new Pusher(edge.uri(), ADMINISTRATOR);
        edge.mountPage("/", files::document);
        edge.mount(Files.PATH, files::file);
        edge.mount(Feed.PATH, new Feed(new Lookout(sights), sights.clock()));
        edge.mount(
                PushButton.PATH,
                new PushButton(ecr::tags, (repository, tag, image) -> pusher.push(repository, tag, image.spec(tag))));
    }
}
