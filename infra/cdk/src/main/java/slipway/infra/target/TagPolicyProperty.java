package slipway.infra.target;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.infra.problem.Problems;

/** A tag policy as a resource's property, which reads as in a declaration. */
public final class TagPolicyProperty {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TagPolicyProperty() {}

    public static SortedMap<String, Object> of(TagPolicy policy) {
        return JSON.convertValue(DeclarationJson.tagPolicy(policy), new TypeReference<TreeMap<String, Object>>() {});
    }

    /** Notes every problem of the policy. */
    public static void check(TagPolicy policy, Problems problems) {
        new DeclarationRules(problems).tagPolicy(policy);
    }
}
