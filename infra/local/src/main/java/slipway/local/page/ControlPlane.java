package slipway.local.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.local.json.Json;

/**
 * A control plane as its contracts show it: parameters below {@code /prefix/environment}, and a ledger that is named
 * after both.
 *
 * @param parameters all that there are, by their whole names
 */
record ControlPlane(String prefix, String environment, Map<String, String> parameters) {
    private static final Pattern DECLARATION = Pattern.compile("/([^/]+)/([^/]+)/targets/([a-z][a-z0-9-]{0,39})");

    /** A declared target of it. */
    record Declared(ControlPlane plane, String target, JsonNode declaration) {

        /** What stands in a parameter of this target's images; empty where there is none. */
        String image(String parameter) {
            String name = "/%s/images/%s/%s".formatted(plane.name(), target, parameter);
            return plane.parameters().getOrDefault(name, "");
        }

        String repository() {
            return Words.text(declaration.at("/repository/name"));
        }

        String runtime() {
            return Words.text(declaration.at("/runtime/name"));
        }

        String endpoint() {
            return declaration.path("endpoint").asText("live");
        }

        /** An endpoint that goes with the live one: {@code live} has {@code candidate}, {@code prod} {@code prod_candidate}. */
        String companion(String role) {
            return endpoint().equals("live") ? role : endpoint() + "_" + role;
        }
    }

    /** Every target that is declared anywhere, by name. */
    static List<Declared> declared(SortedMap<String, String> parameters) {
        SortedMap<String, Declared> declared = new TreeMap<>();
        parameters.forEach((name, value) -> {
            Matcher parts = DECLARATION.matcher(name);
            if (parts.matches()) {
                ControlPlane plane = new ControlPlane(parts.group(1), parts.group(2), parameters);
                declared.put(parts.group(3) + " " + name, new Declared(plane, parts.group(3), read(value)));
            }
        });
        return new ArrayList<>(declared.values());
    }

    private static JsonNode read(String declaration) {
        try {
            return Json.read(declaration);
        } catch (IllegalArgumentException e) {
            // Slipway refuses it and says why; here it is a target that declares nothing.
            return Json.object();
        }
    }

    String name() {
        return prefix + "/" + environment;
    }

    String ledger() {
        return prefix + "-" + environment + "-ledger";
    }
}
