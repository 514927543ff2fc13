package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The query protocol: the operation and its members in a form, the answer in XML. */
public abstract class QueryService implements ServiceDouble {

    /** One operation: authorize first, then do it. Members of lists are named {@code Name.member.1}. */
    @FunctionalInterface
    public interface Operation {
        /** The XML inside the result element; empty where the operation answers nothing. */
        String apply(Call call, Map<String, String> form);
    }

    /** The operations by name. */
    protected abstract Map<String, Operation> operations();

    /** The XML namespace of the API, for example {@code http://sns.amazonaws.com/doc/2010-03-31/}. */
    protected abstract String namespace();

    @Override
    public final Set<String> operationNames() {
        return operations().keySet();
    }

    @Override
    public final Answer answer(Call call) {
        try {
            Map<String, String> form = QueryString.parse(new String(call.body(), UTF_8));
            String name = form.getOrDefault("Action", "");
            Operation operation = operations().get(name);
            if (operation == null) {
                throw new AwsError(
                        400,
                        "InvalidAction",
                        "The local " + call.service() + " does not know the action '" + name + "'");
            }
            return xml(200, response(name, operation.apply(call, form)));
        } catch (AwsError e) {
            return error(e);
        }
    }

    /** Text as XML holds it. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String response(String name, String result) {
        return "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult>%4$s</%1$sResponse>"
                .formatted(name, namespace(), result, "<ResponseMetadata>" + requestId() + "</ResponseMetadata>");
    }

    static Answer error(AwsError e) {
        String type = e.status() < 500 ? "Sender" : "Receiver";
        // What the other protocols call AccessDeniedException.
        String code = e.code().equals("AccessDeniedException") ? "AccessDenied" : e.code();
        return xml(
                e.status(),
                "<ErrorResponse><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error>%s</ErrorResponse>"
                        .formatted(type, escape(code), escape(e.text()), requestId()));
    }

    private static String requestId() {
        return "<RequestId>" + UUID.randomUUID() + "</RequestId>";
    }

    private static Answer xml(int status, String body) {
        return Answer.of(status, "text/xml", body.getBytes(UTF_8));
    }
}
