package slipway.infra.rule;

import java.util.TreeMap;
import java.util.regex.Pattern;
import slipway.infra.naming.Names;
import slipway.infra.naming.OwnBusRule;
import software.amazon.awscdk.services.events.CfnRule.InputTransformerProperty;

/**
 * What people read of an event: lines in quotes, from a file that reads as EventBridge reads it.
 *
 * <p>A variable is named after its place in the event's detail, {@code commands-show} for {@code $.detail.commands.show}. What an event lacks leaves its place empty (docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
 */
final class Notice {
    private static final Pattern VARIABLE = Pattern.compile("<([a-zA-Z-]+)>");

    private Notice() {}

    static InputTransformerProperty of(OwnBusRule rule, Names names) {
        var template = RuleFile.text(rule.suffix() + ".txt").strip().replace("${environment}", names.environment());
        var paths = new TreeMap<String, String>();
        VARIABLE.matcher(template)
                .results()
                .map(variable -> variable.group(1))
                .forEach(name -> paths.put(name, "$.detail." + name.replace('-', '.')));
        return InputTransformerProperty.builder()
                .inputPathsMap(paths)
                .inputTemplate(template)
                .build();
    }
}
