package slipway.parameter;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.failure.FailureClassifier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Parameter Store itself. */
public final class SsmParameters implements Parameters {
    private final SsmClient ssm;

    public SsmParameters(SsmClient ssm) {
        this.ssm = ssm;
    }

    @Override
    public Optional<String> get(String name) {
        try {
            return Optional.of(ssm.getParameter(r -> r.name(name)).parameter().value());
        } catch (ParameterNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw FailureClassifier.of("ssm:GetParameter", e);
        }
    }

    @Override
    public Map<String, Last> last(Collection<String> names) {
        List<String> all = List.copyOf(names);
        Map<String, Last> found = new LinkedHashMap<>();
        try {
            for (int from = 0; from < all.size(); from += NAMES_A_CALL) {
                List<String> page = all.subList(from, Math.min(from + NAMES_A_CALL, all.size()));
                ssm.getParameters(r -> r.names(page))
                        .parameters()
                        .forEach(p -> found.put(p.name(), new Last(p.value(), p.version(), p.lastModifiedDate())));
            }
        } catch (SdkException e) {
            throw FailureClassifier.of("ssm:GetParameters", e);
        }
        return found;
    }

    @Override
    public void names(String path, Consumer<String> each) {
        try {
            ssm.getParametersByPathPaginator(r -> r.path(path).maxResults(NAMES_A_CALL))
                    .forEach(page -> page.parameters().forEach(p -> each.accept(p.name())));
        } catch (SdkException e) {
            throw FailureClassifier.of("ssm:GetParametersByPath", e);
        }
    }

    @Override
    public void put(String name, String value) {
        try {
            ssm.putParameter(
                    r -> r.name(name).value(value).type(ParameterType.STRING).overwrite(true));
        } catch (SdkException e) {
            throw FailureClassifier.of("ssm:PutParameter", e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            ssm.deleteParameter(r -> r.name(name));
        } catch (ParameterNotFoundException e) {
            // As it is to be.
        } catch (SdkException e) {
            throw FailureClassifier.of("ssm:DeleteParameter", e);
        }
    }

    @Override
    public List<Write> history(String name) {
        try {
            return ssm.getParameterHistoryPaginator(r -> r.name(name)).stream()
                    .flatMap(page -> page.parameters().stream())
                    .map(p -> new Write(p.version(), p.value(), p.lastModifiedUser()))
                    .toList();
        } catch (ParameterNotFoundException e) {
            return List.of();
        } catch (SdkException e) {
            throw FailureClassifier.of("ssm:GetParameterHistory", e);
        }
    }
}
