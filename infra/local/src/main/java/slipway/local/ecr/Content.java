package slipway.local.ecr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.local.edge.Answer;
import slipway.local.edge.AwsError;

/** A blob or a manifest on its way to a client: its head alone, all of it, or the range that was asked for. */
record Content(byte[] bytes, String type, String digest) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,12})-(\\d{0,12})");

    Answer answer(Registry.Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Docker-Content-Digest", digest);
        headers.put("Accept-Ranges", "bytes");
        Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
        if (request.method().equals("GET") && range.matches()) {
            return part(headers, Long.parseLong(range.group(1)), range.group(2));
        }
        headers.put("Content-Length", String.valueOf(bytes.length));
        boolean head = request.method().equals("HEAD");
        return new Answer(200, headers, head ? out -> {} : out -> out.write(bytes));
    }

    private Answer part(Map<String, String> headers, long first, String until) {
        long last = until.isEmpty() ? bytes.length - 1 : Math.min(Long.parseLong(until), bytes.length - 1);
        if (first > last) {
            throw new AwsError(
                    416, "RANGE_INVALID", "There are %d bytes, and none from %d".formatted(bytes.length, first));
        }
        int length = (int) (last - first + 1);
        headers.put("Content-Length", String.valueOf(length));
        headers.put("Content-Range", "bytes %d-%d/%d".formatted(first, last, bytes.length));
        return new Answer(206, headers, out -> out.write(bytes, (int) first, length));
    }
}
