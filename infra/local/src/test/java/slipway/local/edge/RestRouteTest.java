package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestRouteTest {
    private final Library library = new Library();

    @Test
    void labelsAreDecoded() throws IOException {
        assertThat(body(call("GET", "/books/arn%3Aaws%3Abook%2Fone+two/", Map.of())))
                .isEqualTo("{\"book\":\"arn:aws:book/one+two\"}");
    }

    @Test
    void aTrailingSlashMakesNoDifference() throws IOException {
        assertThat(body(call("GET", "/books/one", Map.of()))).isEqualTo("{\"book\":\"one\"}");
    }

    @Test
    void theQueryCanDecide() throws IOException {
        assertThat(body(call("GET", "/books/one", Map.of("pages", "")))).isEqualTo("{\"pagesOf\":\"one\"}");
    }

    @Test
    void anotherMethodIsAnotherOperation() {
        Answer answer = library.answer(call("DELETE", "/books/one", Map.of()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", "UnknownOperationException");
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        Call call = new Call(
                "library", caller(), "POST", "/books/", Map.of(), Map.of(), new byte[] {'{'}, (c, a, r, x) -> {});

        assertThat(library.answer(call).headers()).containsEntry("x-amzn-ErrorType", "SerializationException");
    }

    @Test
    void numbersStayAsTheyWereWritten() throws IOException {
        String json = "{\"price\":100.0,\"exact\":0.1000000000000000055511151231257827,\"id\":123456789012345678901}";
        Call call = new Call(
                "library", caller(), "POST", "/books/", Map.of(), Map.of(), json.getBytes(UTF_8), (c, a, r, x) -> {});

        assertThat(body(call)).isEqualTo(json);
    }

    private String body(Call call) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        library.answer(call).body().writeTo(out);
        return out.toString(UTF_8);
    }

    private static Call call(String method, String path, Map<String, String> query) {
        return new Call("library", caller(), method, path, query, Map.of(), new byte[0], (c, a, r, x) -> {});
    }

    private static Caller caller() {
        return new Caller.Administrator("arn:aws:iam::111122223333:user/administrator");
    }

    private static final class Library extends RestJsonService {
        @Override
        public Set<String> signingNames() {
            return Set.of("library");
        }

        @Override
        protected List<RestRoute> routes() {
            return List.of(
                    new RestRoute("ListPages", "GET", "/books/{book}?pages", request -> named("pagesOf", request)),
                    new RestRoute("GetBook", "GET", "/books/{book}/", request -> named("book", request)),
                    new RestRoute("CreateBook", "POST", "/books/", request -> json(201, request.json())));
        }

        private static Answer named(String member, RestRequest request) {
            ObjectNode body = JSON.createObjectNode().put(member, request.label("book"));
            return json(200, body);
        }
    }
}
