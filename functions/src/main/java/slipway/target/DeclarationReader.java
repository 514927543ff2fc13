package slipway.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.image.Repository;
import slipway.image.Tag;
import slipway.image.TagPolicy;
import slipway.target.Declaration.Deployment;

/** Reads a declaration whole: either it holds, or every problem is told at once. */
public final class DeclarationReader {
    /** What an advanced parameter holds. */
    public static final int MAX_BYTES = 8192;

    private static final int SCHEMA = 1;
    private static final Set<String> MEMBERS = Stream.concat(
                    Stream.of("schema", "repository", "tagPolicy", "runtime", "drift"),
                    DeploymentReader.BESIDE_RUNTIME.stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DeclarationReader() {}

    /** The declaration that a text was accepted as; empty where there is none, or none that holds. */
    public static Optional<Declaration> accepted(Optional<String> text) {
        return text.flatMap(accepted -> switch (read(accepted)) {
            case Declared.Valid valid -> Optional.of(valid.declaration());
            case Declared.Invalid _ -> Optional.empty();
        });
    }

    public static Declared read(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            return invalid("", bytes + " bytes", "write at most " + MAX_BYTES + " bytes");
        }
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return invalid("", "no JSON", "write JSON: " + breaks(e));
        }
    }

    /** Where it breaks. A parser's other messages quote what stands there, which may be secret. */
    private static String breaks(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        boolean harmless = e instanceof StreamConstraintsException || message.startsWith("Duplicate field");
        JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
        return "%s at line %d, column %d".formatted(harmless ? message : "it breaks", at.getLineNr(), at.getColumnNr());
    }

    private static Declared read(JsonNode tree) {
        List<Problem> problems = new ArrayList<>();
        Optional<Declaration> read =
                new Member("", tree, problems).object(MEMBERS).flatMap(DeclarationReader::declaration);
        return problems.isEmpty() && read.isPresent()
                ? new Declared.Valid(read.get())
                : new Declared.Invalid(List.copyOf(problems));
    }

    private static Optional<Declaration> declaration(Member whole) {
        Member schema = whole.get("schema");
        if (schema.whole().orElse(0) != SCHEMA) {
            schema.problem("write " + SCHEMA);
        }
        Optional<Repository> repository = whole.get("repository")
                .object(Set.of("account", "region", "name"))
                .flatMap(DeclarationReader::repository);
        Optional<TagPolicy> policy = tagPolicy(whole.get("tagPolicy"));
        Optional<Deployment> deployment = DeploymentReader.deployment(whole);
        DriftSpec drift = DriftReader.drift(whole.get("drift"));
        boolean complete = deployment.isPresent() || !whole.get("runtime").present();
        return complete
                ? repository.flatMap(r -> policy.map(p -> new Declaration(r, p, deployment, drift)))
                : Optional.empty();
    }

    private static Optional<Repository> repository(Member member) {
        Optional<String> account = member.get("account").text(s -> s);
        Optional<String> region = member.get("region").text(s -> s);
        Optional<String> name = member.get("name").text(s -> s);
        if (account.isEmpty() || region.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Repository(account.get(), region.get(), name.get()));
        } catch (IllegalArgumentException e) {
            member.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<TagPolicy> tagPolicy(Member member) {
        return switch (member.get("type").node().asText()) {
            case "semver" ->
                member.object(Set.of("type", "range", "preReleases")).flatMap(m -> {
                    Optional<String> range = m.get("range").text(s -> s);
                    boolean preReleases = m.get("preReleases").flag(false);
                    return range.flatMap(r -> built(m.get("range"), () -> new TagPolicy.Semver(r, preReleases)));
                });
            case "newest" ->
                member.object(Set.of("type", "allow", "ignore")).flatMap(m -> {
                    List<String> allow = m.get("allow").texts(List.of("*"));
                    List<String> ignore = m.get("ignore").texts(List.of());
                    return built(m, () -> new TagPolicy.Newest(allow, ignore));
                });
            case "exact" ->
                member.object(Set.of("type", "tag"))
                        .flatMap(m -> m.get("tag").text(Tag::new))
                        .map(TagPolicy.Exact::new);
            default -> {
                member.get("type").problem("write semver, newest or exact");
                yield Optional.empty();
            }
        };
    }

    private static Optional<TagPolicy> built(Member member, java.util.function.Supplier<TagPolicy> policy) {
        try {
            return Optional.of(policy.get());
        } catch (IllegalArgumentException e) {
            member.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Declared invalid(String field, String value, String remedy) {
        return new Declared.Invalid(List.of(new Problem(field, value, remedy)));
    }
}
