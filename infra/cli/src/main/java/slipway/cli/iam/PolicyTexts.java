package slipway.cli.iam;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Position;
import software.amazon.awssdk.services.iam.model.Statement;

/** The texts of a role's policies, of those in line, those attached, and its boundary. */
final class PolicyTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final IamClient iam;
    private final String role;

    PolicyTexts(IamClient iam, String role) {
        this.iam = iam;
        this.role = role;
    }

    /** The statement that the simulator names by policy and place. */
    Decisive find(Statement matched) {
        return document(matched.sourcePolicyId())
                .flatMap(document -> at(document, matched))
                .orElseGet(() -> new Decisive(matched.sourcePolicyId(), 0, Optional.empty()));
    }

    /** The simulator's name of a policy ends with the policy's own. */
    private Optional<String> document(String id) {
        var inline = iam.listRolePoliciesPaginator(r -> r.roleName(role)).policyNames().stream()
                .filter(id::endsWith)
                .map(name -> iam.getRolePolicy(r -> r.roleName(role).policyName(name))
                        .policyDocument())
                .findFirst();
        return inline.or(() -> attached(id).map(this::managed))
                .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8));
    }

    private Optional<String> attached(String id) {
        var attached = iam.listAttachedRolePoliciesPaginator(r -> r.roleName(role)).attachedPolicies().stream()
                .filter(policy -> id.endsWith(policy.policyName()))
                .map(policy -> policy.policyArn())
                .findFirst();
        return attached.or(() -> Optional.ofNullable(
                        iam.getRole(r -> r.roleName(role)).role().permissionsBoundary())
                .map(boundary -> boundary.permissionsBoundaryArn())
                .filter(arn -> id.endsWith(arn.substring(arn.lastIndexOf('/') + 1))));
    }

    private String managed(String arn) {
        var version = iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
        return iam.getPolicyVersion(r -> r.policyArn(arn).versionId(version))
                .policyVersion()
                .document();
    }

    /** The statement that the given part of the text overlaps. */
    private static Optional<Decisive> at(String document, Statement matched) {
        try (JsonParser parser = JSON.createParser(document)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean statements = parser.currentName().equals("Statement");
                parser.nextToken();
                if (statements) {
                    return at(parser, matched);
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Optional<Decisive> at(JsonParser parser, Statement matched) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
        }
        for (int number = 1; parser.currentToken() == JsonToken.START_OBJECT; number++) {
            var start = parser.currentLocation();
            JsonNode statement = JSON.readTree(parser);
            var end = parser.currentLocation();
            if (isBefore(start, matched.endPosition()) && !isBefore(end, matched.startPosition())) {
                return Optional.of(new Decisive(matched.sourcePolicyId(), number, Optional.of(statement)));
            }
            parser.nextToken();
        }
        return Optional.empty();
    }

    private static boolean isBefore(JsonLocation location, Position position) {
        return location.getLineNr() < position.line()
                || (location.getLineNr() == position.line() && location.getColumnNr() < position.column());
    }
}
