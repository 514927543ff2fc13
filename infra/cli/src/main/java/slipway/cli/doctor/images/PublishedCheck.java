package slipway.cli.doctor.images;

import static slipway.cli.doctor.check.Finding.problem;
import static slipway.cli.doctor.check.Finding.warning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.cli.doctor.check.Check;
import slipway.cli.doctor.check.Finding;
import slipway.cli.doctor.setup.Declarations.Written;
import slipway.cli.doctor.setup.Setup;
import slipway.cli.plane.Environment;
import slipway.image.Image;
import slipway.image.InvalidImage;
import slipway.target.Declared;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Whether what is published of images still stands for something: stacks deploy it without asking. */
public final class PublishedCheck implements Check {
    private final Setup setup;

    public PublishedCheck(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String name() {
        return "published parameters";
    }

    @Override
    public List<Finding> look() {
        var path = setup.environment().parameter("images");
        var published =
                setup
                        .clients()
                        .parameters()
                        .get()
                        .getParametersByPathPaginator(r -> r.path(path).recursive(true))
                        .stream()
                        .flatMap(page -> page.parameters().stream())
                        .collect(Collectors.toMap(Parameter::name, Parameter::value, (one, _) -> one, TreeMap::new));
        var declared = setup.declarations().all();
        var names = declared.stream().map(Written::target).collect(Collectors.toSet());
        var gone = declared.stream()
                .filter(PublishedCheck::isPublishOnly)
                .flatMap(written -> image(published.get(path + "/" + written.target() + "/desired-image"))
                        .filter(image -> ImagesCheck.detail(image, setup).isEmpty())
                        .map(image -> gone(written.target(), image))
                        .stream());
        return Stream.concat(orphans(path, published.keySet(), names, setup.environment()).stream(), gone)
                .toList();
    }

    /** Of targets that nobody declares, though a target's parameters go with its declaration. */
    static List<Finding> orphans(String path, Set<String> published, Set<String> declared, Environment environment) {
        Map<String, Set<String>> left = new TreeMap<>();
        for (var name : published) {
            var target = name.substring(path.length() + 1).split("/", 2)[0];
            if (!declared.contains(target)) {
                left.computeIfAbsent(target, _ -> new TreeSet<>()).add(name);
            }
        }
        return left.entrySet().stream()
                .map(entry -> warning(
                        "Nobody declares the target %s, and its images are still published.".formatted(entry.getKey()),
                        environment.shell().aws("ssm delete-parameters --names " + String.join(" ", entry.getValue()))))
                .toList();
    }

    private static boolean isPublishOnly(Written written) {
        return switch (written.declared()) {
            case Declared.Valid(var declaration) -> declaration.deployment().isEmpty();
            case Declared.Invalid _ -> false;
        };
    }

    private static Optional<Image> image(@org.jspecify.annotations.Nullable String uri) {
        try {
            return Optional.ofNullable(uri).map(Image::parse);
        } catch (InvalidImage another) {
            return Optional.empty();
        }
    }

    static Finding gone(String target, Image image) {
        return problem(
                "The image that %s publishes, %s:%s (%s), is gone from ECR: a stack that reads the tag cannot be deployed."
                        .formatted(
                                target,
                                image.repository().name(),
                                image.tag(),
                                image.digest().shortForm()),
                "Push a newer image, or the same again, digest and all; or remove the declaration.");
    }
}
