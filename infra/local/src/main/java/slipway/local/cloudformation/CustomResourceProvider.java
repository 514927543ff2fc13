package slipway.local.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import slipway.local.assembly.HalfMade;
import slipway.local.assembly.Properties;
import slipway.local.assembly.Providers;
import slipway.local.assembly.ResourceProvider;
import slipway.local.edge.AwsError;
import slipway.local.edge.Caller;
import slipway.local.edge.Place;
import slipway.local.edge.Receiver;

/**
 * Custom resources: the function or topic that the service token names gets a request, as an event, and puts its answer
 * at the request's URL.
 */
public final class CustomResourceProvider implements ResourceProvider {
    private static final int LONGEST = 3600;

    private final Responses responses;
    private final Function<String, Optional<Receiver>> receivers;
    private final Caller deployer;

    /** @param receivers finds the function or topic behind a service token */
    public CustomResourceProvider(Place place, Responses responses, Function<String, Optional<Receiver>> receivers) {
        this.responses = responses;
        this.receivers = receivers;
        this.deployer = new Caller.Administrator(
                "arn:aws:sts::" + place.account() + ":assumed-role/administrator/AWSCloudFormation");
    }

    @Override
    public Set<String> types() {
        return Set.of(Providers.CUSTOM);
    }

    @Override
    public Made make(Wanted wanted) {
        String id = "%s-%s-%s".formatted(wanted.stack(), wanted.logicalId(), suffix());
        return ask(CustomRequest.create(wanted), wanted, new Made(id, Map.of()));
    }

    @Override
    public Made update(Wanted wanted, Wanted before, Made made) {
        if (!token(wanted).equals(token(before))) {
            throw new IllegalArgumentException("Modifying service token is not allowed.");
        }
        return ask(CustomRequest.update(wanted, before, made.physicalId()), wanted, made);
    }

    /** It is asked under the id that it has now, also where that is a new one; it says which one it has then. */
    @Override
    public Made restore(Wanted wanted, Wanted failed, Made made, Made was) {
        return token(wanted).equals(token(failed)) ? update(wanted, failed, made) : made;
    }

    @Override
    public void delete(Wanted was, Made made) {
        ask(CustomRequest.delete(was, made.physicalId()), was, made);
    }

    private static String token(Wanted wanted) {
        return wanted.properties().path(CustomRequest.TOKEN).asText();
    }

    /** For the id of one that never tells its own. */
    private static String suffix() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT);
    }

    /** @param mayBe what may be there when it does not answer as it should */
    private Made ask(ObjectNode request, Wanted wanted, Made mayBe) {
        Duration patience = patience(new Properties(wanted));
        Responses.Awaited awaited = responses.open();
        send(request.put("ResponseURL", awaited.url()));
        CustomResponse response = answer(awaited, patience, request, mayBe);
        if (!response.succeeded()) {
            throw new HalfMade(response.reason(), response.made());
        }
        return response.made();
    }

    private static Duration patience(Properties properties) {
        int seconds = properties.number("ServiceTimeout", LONGEST);
        if (seconds < 1 || seconds > LONGEST) {
            throw properties.problem("ServiceTimeout", "must be 1 to 3600 seconds, not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private void send(ObjectNode request) {
        String token = request.path(CustomRequest.TOKEN).asText();
        if (!token.matches("arn:aws[a-z-]*:(lambda|sns):.+")) {
            throw new IllegalArgumentException("Invalid service token: '" + token + "'");
        }
        try {
            receivers
                    .apply(token)
                    .orElseThrow(() -> new AwsError(404, "NotFound", "There is no " + token))
                    .receive(token, request, deployer);
        } catch (AwsError e) {
            throw new IllegalArgumentException(
                    "%s (Status Code: %d, Error Code: %s)".formatted(e.text(), e.status(), e.code()), e);
        }
    }

    private static CustomResponse answer(Responses.Awaited awaited, Duration patience, ObjectNode request, Made mayBe) {
        try {
            return CustomResponse.read(awaited.await(patience), request);
        } catch (TimeoutException e) {
            throw new HalfMade(
                    "CloudFormation did not receive a response from your Custom Resource. Please check your logs for"
                            + " requestId [%s]."
                                    .formatted(request.path("RequestId").asText()),
                    mayBe);
        } catch (IllegalArgumentException e) {
            throw new HalfMade(String.valueOf(e.getMessage()), mayBe);
        }
    }
}
