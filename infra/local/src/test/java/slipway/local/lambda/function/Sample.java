package slipway.local.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A function that does as its event says. Only this folder is its task root. */
public final class Sample implements RequestHandler<Map<String, Object>, Object> {

    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        if (event.get("Records") instanceof List<?> records) {
            return batch(records);
        }
        if (event.containsKey("requestContext")) {
            return url(event);
        }
        return switch (String.valueOf(event.get("do"))) {
            case "throw" -> throw new IllegalArgumentException("as asked");
            case "exit" -> exit(3);
            case "leave" -> exit(0);
            case "halt" -> halt();
            case "hoard" -> hoard();
            case "large" -> "x".repeat(6 * 1024 * 1024 + 100);
            case "trace" -> String.valueOf(System.getProperty("com.amazonaws.xray.traceHeader"));
            case "hang" -> hang();
            case "pid" -> Map.of("pid", ProcessHandle.current().pid());
            case "env" -> System.getenv();
            case "options" -> ManagementFactory.getRuntimeMXBean().getInputArguments();
            default -> echo(event, context);
        };
    }

    private static Object echo(Map<String, Object> event, Context context) {
        System.out.println("echo " + event.get("say"));
        return Map.of(
                "said", String.valueOf(event.get("say")),
                "arn", context.getInvokedFunctionArn(),
                "remaining", context.getRemainingTimeInMillis());
    }

    private static Object url(Map<String, Object> event) {
        return switch (String.valueOf(event.get("body"))) {
            case "throw" -> throw new IllegalArgumentException("as asked");
            case "wrong" -> Map.of("statusCode", 7);
            case "created" ->
                Map.of(
                        "statusCode",
                        201,
                        "headers",
                        Map.of("Content-Type", "text/plain", "X-Colour", "blue"),
                        "isBase64Encoded",
                        true,
                        "body",
                        "aGVsbG8=");
            default -> event;
        };
    }

    private static Object exit(int status) {
        System.exit(status);
        return "never";
    }

    private static Object halt() {
        Runtime.getRuntime().halt(137);
        return "never";
    }

    private static Object hoard() {
        List<byte[]> hoard = new ArrayList<>();
        while (hoard.size() < 1000) {
            hoard.add(new byte[1024 * 1024]);
        }
        return hoard.size();
    }

    private static Object hang() {
        System.out.println("hanging in " + ProcessHandle.current().pid());
        try {
            new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "late";
    }

    private static Object batch(List<?> records) {
        List<Map<String, Object>> failed = records.stream()
                .map(Map.class::cast)
                .filter(message -> String.valueOf(message.get("body")).contains("bad"))
                .map(message -> Map.of("itemIdentifier", message.get("messageId")))
                .toList();
        return Map.of("batchItemFailures", failed);
    }
}
