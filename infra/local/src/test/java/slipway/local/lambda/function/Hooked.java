package slipway.local.lambda.function;

import com.amazonaws.services.lambda.crac.Context;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A function that says which hooks of a snapshot it has seen, and what credentials it was given. */
public final class Hooked implements RequestHandler<Map<String, Object>, Object>, Resource {
    private final List<String> seen = new ArrayList<>();

    public Hooked() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public Object handleRequest(Map<String, Object> event, com.amazonaws.services.lambda.runtime.Context context) {
        return Map.of(
                "seen",
                seen,
                "keyInEnvironment",
                System.getenv().containsKey("AWS_ACCESS_KEY_ID"),
                "credentials",
                credentials(String.valueOf(System.getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN"))),
                "withWrongToken",
                credentials("wrong"));
    }

    private static String credentials(String token) {
        String address = System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (address == null) {
            return "none";
        }
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setRequestProperty("Authorization", token);
            return connection.getResponseCode() == 200
                    ? new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    : "refused";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        seen.add("before");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        if (System.getenv("BROKEN") != null) {
            throw new IllegalStateException("no way back");
        }
        seen.add("after");
    }
}
