package slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import slipway.infra.Synthesis.Statement;
import slipway.infra.naming.Handler;
import slipway.infra.naming.Names;

/** Functions and grants name parameters in two modules; a name that is changed in one of them is denied to the other. */
class ParameterNamesTest {
    private static final Names CONTROL_PLANE = new Names("slipway", "local", "111122223333", "eu-central-1");
    private static final Pattern NAME = Pattern.compile("\"/([a-z-]+/%s[a-z/-]*)\"");

    @Test
    void rolesAreAllowedTheParametersThatTheFunctionsName() throws Exception {
        assertThat(granted())
                .containsExactlyInAnyOrderElementsOf(
                        named().stream().map(CONTROL_PLANE::parameterArn).toList());
    }

    /** A list is asked for by the path, without what matches below it. */
    @Test
    void theDriftCheckListsTheDeclarationsWhereTheyAre() throws Exception {
        var folder = named().stream()
                .filter(name -> name.startsWith("targets/"))
                .map(name -> name.substring(0, name.lastIndexOf('/')))
                .toList();
        assertThat(Synthesis.roles().get("slipway-local-drift-check"))
                .filteredOn(statement -> statement.actions().contains("ssm:GetParametersByPath"))
                .flatExtracting(Statement::resources)
                .containsExactlyElementsOf(
                        folder.stream().map(CONTROL_PLANE::parameterArn).toList());
    }

    @Test
    void everyDeclarationIsWrittenWhereTheFunctionsLookForOne() throws Exception {
        assertThat(Synthesis.resources("AWS::SSM::Parameter"))
                .filteredOn(parameter ->
                        parameter.properties().path("Value").toString().contains("tagPolicy"))
                .isNotEmpty()
                .extracting(parameter -> parameter.properties().path("Name").asText())
                .allSatisfy(name -> assertThat(named())
                        .map(form -> CONTROL_PLANE.parameter(form).replace("*", "[a-z0-9-]+"))
                        .anyMatch(name::matches));
    }

    /** By their source, so that this module is built without the other one; a target's name is a wildcard. */
    private static List<String> named() throws IOException {
        var source = Files.readString(
                Synthesis.ROOT.resolve("functions/src/main/java/slipway/parameter/ParameterNames.java"));
        return NAME.matcher(source)
                .results()
                .map(name -> name.group(1).replace("%s", "*"))
                .toList();
    }

    private static List<String> granted() {
        return List.of(Handler.values()).stream()
                .map(handler -> handler.roleName(CONTROL_PLANE))
                .flatMap(role -> Synthesis.roles().getOrDefault(role, List.of()).stream())
                .filter(statement -> statement.actions().stream().anyMatch(action -> action.startsWith("ssm:")))
                .filter(statement -> !statement.actions().equals(List.of("ssm:GetParametersByPath")))
                .map(Statement::resources)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
