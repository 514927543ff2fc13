package slipway.local.wire;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import slipway.local.edge.QueryService;

/** Elements of an answer in the query protocol; texts are escaped as they are added. */
public final class Xml {
    private final StringBuilder xml = new StringBuilder();

    /** An element with a text; none where there is nothing to say. */
    public Xml text(String name, @Nullable Object value) {
        if (value != null) {
            put(name, QueryService.escape(value.toString()));
        }
        return this;
    }

    /** An element with elements. */
    public Xml with(String name, Xml inside) {
        put(name, inside.toString());
        return this;
    }

    /** A list, as this protocol writes one: each entry in an element of its own. */
    public Xml members(String name, Collection<Xml> members) {
        Xml list = new Xml();
        members.forEach(member -> list.with("member", member));
        return with(name, list);
    }

    private void put(String name, String inside) {
        xml.append('<').append(name).append('>').append(inside);
        xml.append("</").append(name).append('>');
    }

    @Override
    public String toString() {
        return xml.toString();
    }
}
