package slipway.local.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.edge.Place;
import slipway.local.json.Json;

/**
 * A target of the fleet.
 *
 * @param runtime the name of its runtime
 * @param endpoint its live endpoint
 * @param manner members of its declaration beside the usual, with single quotes
 */
record Member(String target, String runtime, String endpoint, String repository, String manner) {

    String declaration(Place place) {
        ObjectNode declaration = Json.object().put("schema", 1);
        declaration
                .putObject("repository")
                .put("account", place.account())
                .put("region", place.region())
                .put("name", repository);
        declaration.putObject("tagPolicy").put("type", "semver").put("range", ">=1.0.0");
        declaration.putObject("runtime").put("name", runtime);
        declaration.put("endpoint", endpoint);
        ObjectNode test = declaration.putObject("smokeTest");
        test.putObject("payload").put("prompt", "ping");
        test.putObject("expect").put("status", 200).put("pointer", "/answer").put("equals", "ok");
        declaration.setAll((ObjectNode) Json.read("{" + manner.replace('\'', '"') + "}"));
        return declaration.toString();
    }

    /** The name of the endpoint behind which versions are tested. */
    String candidate() {
        return endpoint.equals("live") ? "candidate" : endpoint + "_candidate";
    }

    /** The name of the endpoint that keeps the version before. */
    String previous() {
        return endpoint.equals("live") ? "previous" : endpoint + "_previous";
    }
}
