package slipway.local.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the code out of an error that a double has rendered, in whichever protocol. */
final class ErrorBody {
    private static final Pattern CODE = Pattern.compile("\"__type\"\\s*:\\s*\"([^\"]+)\"|<Code>([^<]+)</Code>");

    private ErrorBody() {}

    /** The same answer, its body in memory so that it can be read and then sent. */
    static Answer buffered(Answer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.body().writeTo(bytes);
        return new Answer(answer.status(), answer.headers(), out -> out.write(bytes.toByteArray()));
    }

    /** Empty for a success. */
    static String code(Answer buffered) throws IOException {
        if (buffered.status() < 400) {
            return "";
        }
        for (Map.Entry<String, String> header : buffered.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase("x-amzn-errortype")) {
                return header.getValue();
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        buffered.body().writeTo(bytes);
        Matcher matcher = CODE.matcher(bytes.toString(UTF_8));
        if (!matcher.find()) {
            return "HTTP " + buffered.status();
        }
        String code = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return code.substring(code.lastIndexOf('#') + 1);
    }
}
