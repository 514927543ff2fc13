package slipway.cli.doctor.setup;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import slipway.cli.plane.Environment;
import slipway.image.Repository;
import slipway.target.Declaration.Deployment;
import slipway.target.DeclarationReader;
import slipway.target.Declared;
import slipway.target.TargetName;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What owners declared, as it stands in the Parameter Store now. */
public final class Declarations {
    private final Supplier<SsmClient> parameters;
    private final String path;
    private final Optional<TargetName> only;
    private final Once<List<Written>> written = new Once<>(this::read);

    Declarations(Supplier<SsmClient> parameters, Environment environment, Optional<TargetName> only) {
        this.parameters = parameters;
        this.path = environment.parameter("targets");
        this.only = only;
    }

    /** A declaration that somebody wrote, good or not. */
    public record Written(String target, String parameter, Declared declared) {}

    /** A target whose images go live somewhere. */
    public record Live(String target, Repository repository, Deployment deployment) {}

    /** Every declaration that is looked at. */
    public List<Written> all() {
        return written.get();
    }

    /** The parameter of the one target that is looked at, if it is one and nobody wrote it. */
    public Optional<String> missing() {
        return only.filter(_ -> all().isEmpty()).map(target -> path + "/" + target);
    }

    /** Those that hold and name a runtime. */
    public List<Live> live() {
        return all().stream().flatMap(Declarations::live).toList();
    }

    private static Stream<Live> live(Written written) {
        return switch (written.declared()) {
            case Declared.Valid(var declaration) ->
                declaration.deployment().stream()
                        .map(deployment -> new Live(written.target(), declaration.repository(), deployment));
            case Declared.Invalid _ -> Stream.empty();
        };
    }

    private List<Written> read() {
        return parameters.get().getParametersByPathPaginator(r -> r.path(path)).stream()
                .flatMap(page -> page.parameters().stream())
                .map(parameter -> new Written(
                        parameter.name().substring(path.length() + 1),
                        parameter.name(),
                        DeclarationReader.read(parameter.value())))
                .filter(found -> only.isEmpty() || only.get().value().equals(found.target()))
                .toList();
    }
}
