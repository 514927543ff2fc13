package slipway.local.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client asked for and this cloud does not have: an error for the client, and a line for who runs the cloud. */
public final class Unknown {
    private static final Logger LOG = LoggerFactory.getLogger(Unknown.class);

    private Unknown() {}

    /** The error of an operation that is not there; each protocol has its own name for it. */
    public static AwsError operation(Call call, String operation) {
        LOG.warn("There is no operation '{}' of {} in this cloud", oneLine(operation), call.service());
        return error("The local %s does not know the operation '%s'".formatted(call.service(), operation));
    }

    /** The same for a REST API, where nothing is found at the path. */
    public static AwsError route(Call call) {
        AwsError unknown = operation(call, call.method() + " " + call.path());
        return new AwsError(404, unknown.code(), unknown.text());
    }

    static AwsError service(String name, String operation) {
        LOG.warn("There is no service '{}' in this cloud, which was asked for {}", oneLine(name), oneLine(operation));
        return error("This cloud has no service '" + name + "'");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static AwsError error(String message) {
        return new AwsError(400, "UnknownOperationException", message);
    }
}
