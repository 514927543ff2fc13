package slipway.local.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import slipway.local.edge.Answer;
import slipway.local.edge.Incoming;
import slipway.local.edge.Visitor;

/** The page's own files. */
final class Files {
    static final String PATH = "/_slipway/page/";
    private static final Map<String, String> TYPES = Map.of(
            "page.html", "text/html; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "draw.js", "text/javascript; charset=utf-8");

    /** The document itself, at {@code /}. */
    Answer document(Incoming request) {
        return file(request, "page.html");
    }

    /** What the document refers to. */
    Answer file(Incoming request) {
        return file(request, request.path().substring(PATH.length()));
    }

    private static Answer file(Incoming request, String name) {
        Optional<String> refused = new Visitor(request.headers()).refusedPage();
        if (refused.isPresent()) {
            return Answers.refusal(403, refused.get());
        }
        String type = TYPES.get(name);
        return type == null ? Answers.refusal(404, "The page has no such file.") : Answers.of(200, type, read(name));
    }

    private static byte[] read(String name) {
        try (InputStream file = Files.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The page lacks its file " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
