package slipway.cli.plane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import slipway.cli.failure.Exit;
import slipway.cli.failure.Failure;
import software.amazon.awssdk.core.exception.SdkException;

/** The two functions that answer an operator. Each refusal is a {@link Failure} that says what to do. */
public final class ControlPlane {
    private static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Environment environment;
    private final Aws aws;
    private final Trouble trouble;
    private final Addresses addresses;

    public ControlPlane(Aws aws) {
        this.environment = aws.environment();
        this.aws = aws;
        this.trouble = new Trouble(aws);
        this.addresses = new Addresses(aws, trouble);
    }

    public Environment environment() {
        return environment;
    }

    /** Who calls; a refusal, where that is nobody, or of another account than the environment. */
    public Aws.Identity caller() {
        aws.credentials();
        try {
            var caller = aws.caller();
            trouble.wrongAccount(Optional.of(caller)).ifPresent(wrong -> {
                throw wrong;
            });
            return caller;
        } catch (SdkException refused) {
            throw trouble.of("Asking AWS who calls", refused);
        }
    }

    /** A question to the status function, to be completed. */
    public static ObjectNode view(String view) {
        return JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put("view", view);
    }

    /** An order to the operator's function, to be completed. */
    public static ObjectNode verb(String verb) {
        return JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put("verb", verb);
    }

    /** Asks the status function, which changes nothing. */
    public Answer ask(ObjectNode view) {
        return post("The question to Slipway's status function", addresses.status(), view);
    }

    /** Gives an order to the operator's function. */
    public Answer order(ObjectNode verb) {
        return post("The order to Slipway's operator function", addresses.operator(), verb);
    }

    private Answer post(String what, URI url, ObjectNode request) {
        try {
            return answer(what, aws.post(url, request.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw trouble.unreachable(what, broken.getClass().getSimpleName() + ": " + broken.getMessage());
        }
    }

    private Answer answer(String what, Aws.Reply reply) {
        var body = json(reply);
        var error = new Answer(body.path("error"));
        if (reply.status() == 200) {
            return known(what, body);
        }
        if (error.has("code")) {
            throw new Failure(exit(reply.status()), sentence(error), Optional.of(body));
        }
        if (reply.status() >= 500) {
            throw new Failure(
                    Exit.FAILED,
                    "%s failed there (HTTP %d). Try again; the function's log says why."
                            .formatted(what, reply.status()));
        }
        var said = body.path("message").asText(body.path("Message").asText("Forbidden"));
        throw trouble.refused(what, reply.status(), reply.errorType().replaceFirst(":.*", ""), said);
    }

    private static Answer known(String what, ObjectNode body) {
        if (body.path("schema").asInt() != SCHEMA) {
            throw new Failure(
                    Exit.FAILED,
                    "%s was answered in another schema (%s) than this command knows (%d). Update your checkout."
                            .formatted(what, body.path("schema"), SCHEMA));
        }
        return new Answer(body);
    }

    private static ObjectNode json(Aws.Reply reply) {
        try {
            return JSON.readTree(reply.body()) instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (JsonProcessingException notOurs) {
            // Something before the function answered; its status says enough.
            return JSON.createObjectNode();
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static Exit exit(int status) {
        return switch (status) {
            case 400 -> Exit.WRONG_USAGE;
            case 403 -> Exit.NOT_ALLOWED;
            case 404, 409 -> Exit.NOT_AS_THINGS_STAND;
            default -> Exit.FAILED;
        };
    }

    private static String sentence(Answer error) {
        var choices = error.texts("choices");
        var message = error.text("message").orElse(error.text("code").orElse(""));
        return choices.isEmpty() ? message : message + "\nThere are: " + String.join(", ", choices);
    }
}
