package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The query protocol: the operation and its members in a form, the answer in XML. */
public abstract class QueryService implements ServiceDouble {

    /** What the other protocols call otherwise. */
    private static final Map<String, String> CODES = Map.of(
            "AccessDeniedException", "AccessDenied",
            "ExpiredTokenException", "ExpiredToken",
            "IncompleteSignatureException", "IncompleteSignature",
            "InvalidSignatureException", "SignatureDoesNotMatch",
            "MissingAuthenticationTokenException", "MissingAuthenticationToken",
            "ThrottlingException", "Throttling",
            "UnknownOperationException", "InvalidAction",
            "UnrecognizedClientException", "InvalidClientTokenId");

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
            Map<String, String> form = form(call);
            String name = form.getOrDefault("Action", "");
            Operation operation = operations().get(name);
            if (operation == null) {
                throw Unknown.operation(call, name);
            }
            return xml(200, response(name, operation.apply(call, form)));
        } catch (AwsError e) {
            return error(e);
        }
    }

    /** A GET has it in its query, as presigned calls do. */
    private static Map<String, String> form(Call call) {
        return call.method().equals("GET") ? call.query() : QueryString.parse(new String(call.content(), UTF_8));
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
        String code = CODES.getOrDefault(e.code(), e.code());
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
