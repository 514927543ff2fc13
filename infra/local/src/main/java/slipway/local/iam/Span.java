package slipway.local.iam;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import slipway.local.json.Json;
import slipway.local.wire.Xml;

/**
 * Where a statement stands in its policy's text, as IAM's simulator counts: lines from 1, columns just behind the brace
 * that opens the statement and just behind the one that closes it.
 */
record Span(JsonLocation start, JsonLocation end) {

    /** Those of all statements, in their order. */
    static List<Span> of(PolicyDocument document) {
        List<Span> spans = new ArrayList<>();
        try (JsonParser parser = Json.MAPPER.createParser(document.text())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean statements = parser.currentName().equals("Statement");
                JsonToken value = parser.nextToken();
                if (statements) {
                    read(parser, value, spans);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return spans;
    }

    private static void read(JsonParser parser, JsonToken first, List<Span> spans) throws IOException {
        JsonToken token = first == JsonToken.START_ARRAY ? parser.nextToken() : first;
        while (token == JsonToken.START_OBJECT) {
            JsonLocation start = parser.currentLocation();
            parser.skipChildren();
            spans.add(new Span(start, parser.currentLocation()));
            if (first != JsonToken.START_ARRAY) {
                return;
            }
            token = parser.nextToken();
        }
    }

    static Xml position(JsonLocation location) {
        return new Xml().text("Line", location.getLineNr()).text("Column", location.getColumnNr());
    }
}
