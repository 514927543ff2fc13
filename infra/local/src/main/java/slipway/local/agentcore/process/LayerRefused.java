package slipway.local.agentcore.process;

import java.io.IOException;

/** A layer has something in it that must not reach this machine's disk; the message names it. */
final class LayerRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private LayerRefused(String message) {
        super(message);
    }

    /** @param why ends the sentence that begins with the entry's name */
    static LayerRefused entry(String name, String why) {
        return new LayerRefused("its entry '%s' %s".formatted(printable(name), why));
    }

    static LayerRefused whole(String why) {
        return new LayerRefused(why);
    }

    LayerRefused in(Layer layer) {
        return new LayerRefused("The layer %s is refused: %s".formatted(layer.digest(), getMessage()));
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
