package slipway.local.ssm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.Place;

/** Makes {@code AWS::SSM::Parameter}, as CloudFormation for the account's administrator; again is an update. */
public final class ParameterProvider implements ResourceProvider {
    private static final Set<String> PROPERTIES =
            Set.of("Name", "Type", "Value", "Tier", "Description", "Tags", "AllowedPattern", "DataType");

    private final ParameterStore store;
    private final String user;

    public ParameterProvider(ParameterStore store, Place place) {
        this.store = store;
        this.user = "arn:aws:sts::" + place.account() + ":assumed-role/administrator/AWSCloudFormation";
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::SSM::Parameter");
    }

    @Override
    public Made make(Wanted wanted) {
        ObjectNode input = wanted.properties().deepCopy();
        input.fieldNames().forEachRemaining(property -> {
            if (!PROPERTIES.contains(property)) {
                throw new IllegalArgumentException(
                        "AWS::SSM::Parameter '%s': the local cloud does not know the property %s"
                                .formatted(wanted.logicalId(), property));
            }
        });
        if (!input.hasNonNull("Name")) {
            input.put("Name", "CFN-" + wanted.stack() + "-" + wanted.logicalId());
        }
        Map<String, String> tags = Rules.strings(input.path("Tags"));
        input.remove("Tags");
        // A stack that is deployed again over kept state writes what has changed in the template, and nothing else.
        Parameter.Version written = store.lastBy(user, input.path("Name").asText())
                .filter(before -> before.value().equals(input.path("Value").asText()))
                .orElseGet(() -> store.put(input.put("Overwrite", true), user, (key, value) -> {
                    throw Rules.invalid("CloudFormation makes no SecureString");
                }));
        store.tag(written.name(), tags);
        return new Made(written.name(), Map.of("Type", written.type(), "Value", written.value()));
    }

    /** The template's value again, whoever wrote since. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (wanted.differsIn("Name", before)) {
            return make(wanted);
        }
        ObjectNode input = wanted.properties().deepCopy();
        Map<String, String> tags = Rules.strings(input.path("Tags"));
        Set<String> gone =
                new HashSet<>(Rules.strings(before.properties().path("Tags")).keySet());
        gone.removeAll(tags.keySet());
        input.remove("Tags");
        Parameter.Version written =
                store.put(input.put("Name", made.physicalId()).put("Overwrite", true), user, (key, value) -> {
                    throw Rules.invalid("CloudFormation makes no SecureString");
                });
        store.untag(written.name(), gone);
        store.tag(written.name(), tags);
        return new Made(written.name(), Map.of("Type", written.type(), "Value", written.value()));
    }

    @Override
    public void delete(Wanted was, Made made) {
        store.delete(made.physicalId());
    }
}
