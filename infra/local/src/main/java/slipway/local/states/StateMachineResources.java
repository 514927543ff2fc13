package slipway.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import slipway.local.assembly.ResourceProvider;
import slipway.local.json.Json;
import slipway.local.json.Properties;

/** Makes state machines from templates. */
public final class StateMachineResources implements ResourceProvider {
    private static final Set<String> KNOWN = Set.of(
            "DefinitionString",
            "Definition",
            "DefinitionSubstitutions",
            "RoleArn",
            "StateMachineName",
            "StateMachineType",
            "LoggingConfiguration",
            "TracingConfiguration",
            "EncryptionConfiguration",
            "Tags");

    private final StateMachines machines;

    public StateMachineResources(StateMachines machines) {
        this.machines = machines;
    }

    @Override
    public Set<String> types() {
        return Set.of("AWS::StepFunctions::StateMachine");
    }

    @Override
    public Made make(Wanted wanted) {
        Properties properties = Properties.of(wanted, KNOWN);
        if (!properties.text("StateMachineType", "STANDARD").equals("STANDARD")) {
            throw properties.wrong("StateMachineType", "must be STANDARD here");
        }
        String name = properties.text("StateMachineName", properties.generatedName());
        String arn = machines.put(name, properties.text("RoleArn"), definition(properties));
        return new Made(arn, Map.of("Arn", arn, "Name", name));
    }

    /** In its place, or, under another name, a new one. */
    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        return make(wanted);
    }

    @Override
    public void delete(Wanted was, Made made) {
        machines.delete(made.physicalId());
    }

    private static String definition(Properties properties) {
        String text = properties.has("Definition")
                ? Json.write(properties.get("Definition"))
                : properties.text("DefinitionString");
        for (Map.Entry<String, JsonNode> substitution :
                properties.get("DefinitionSubstitutions").properties()) {
            text = text.replace(
                    "${" + substitution.getKey() + "}", substitution.getValue().asText());
        }
        return text;
    }
}
