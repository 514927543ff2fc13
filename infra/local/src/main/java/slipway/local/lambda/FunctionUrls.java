package slipway.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The function URLs, by id. AWS gives each a host of its own; here each is a path of the one port. */
final class FunctionUrls {
    static final String PATH = "/lambda-url/";

    private final Map<String, FunctionUrl> byId = new ConcurrentHashMap<>();

    /** A URL for the function or its alias, which may have one only; its id is the same for the same ARN. */
    FunctionUrl create(String functionArn, FunctionRef function, FunctionUrl.AuthType authType) {
        String id = id(functionArn);
        FunctionUrl url = new FunctionUrl(id, function, authType);
        if (byId.putIfAbsent(id, url) != null) {
            throw new IllegalArgumentException("FunctionUrlConfig exists for this Lambda function: " + functionArn);
        }
        return url;
    }

    void delete(String functionArn) {
        byId.remove(id(functionArn));
    }

    private static String id(String functionArn) {
        return UUID.nameUUIDFromBytes(functionArn.getBytes(UTF_8)).toString().replace("-", "");
    }

    /** The URL that the path belongs to. */
    Optional<FunctionUrl> at(String path) {
        if (!path.startsWith(PATH)) {
            return Optional.empty();
        }
        String rest = path.substring(PATH.length());
        int slash = rest.indexOf('/');
        return Optional.ofNullable(byId.get(slash < 0 ? rest : rest.substring(0, slash)));
    }

    /** What the function sees as its path. */
    static String pathBehind(FunctionUrl url, String path) {
        String rest = path.substring(PATH.length() + url.id().length());
        return rest.isEmpty() ? "/" : rest;
    }
}
