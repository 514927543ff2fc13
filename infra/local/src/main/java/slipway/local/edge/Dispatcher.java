package slipway.local.edge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.local.time.ScaledClock;

/** Takes a signed request to the double of its service, under IAM, faults and the call log. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Identities identities;
    private final SignatureCheck signatures;
    private final Authorizer iam;
    private final Faults faults;
    private final CallLog log;
    private final ScaledClock clock;
    private final Map<String, ServiceDouble> services = new ConcurrentHashMap<>();

    Dispatcher(Identities identities, Authorizer iam, Faults faults, CallLog log, ScaledClock clock) {
        this.identities = identities;
        this.signatures = new SignatureCheck(identities, InstantSource.system());
        this.iam = iam;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
    }

    void register(ServiceDouble service) {
        for (String name : service.signingNames()) {
            if (services.putIfAbsent(name, service) != null) {
                throw new IllegalArgumentException("Two doubles answer to the signing name '" + name + "'");
            }
        }
    }

    SortedMap<String, SortedSet<String>> operations() {
        SortedMap<String, SortedSet<String>> operations = new TreeMap<>();
        services.forEach((name, service) -> operations.put(name, new TreeSet<>(service.operationNames())));
        return operations;
    }

    /** The answer; empty when the caller was killed meanwhile, or is to get none. */
    Optional<Answer> dispatch(Incoming request, Credential credential, byte[] body) throws IOException {
        // Now: when the call ends, its caller may be dead, and its key revoked.
        Arrival arrival = arrival(credential.accessKeyId());
        Witness witness = new Witness(iam, faults, credential.accessKeyId());
        try {
            Answer answer = guarded(request, credential, body, witness);
            log(
                    request,
                    credential,
                    arrival,
                    witness,
                    answer.status(),
                    ErrorBody.code(answer),
                    LoggedCall.End.ANSWERED);
            return Optional.of(answer);
        } catch (Unanswered e) {
            log(request, credential, arrival, witness, 0, "", e.end());
            return Optional.empty();
        }
    }

    private Answer guarded(Incoming request, Credential credential, byte[] body, Witness witness) throws IOException {
        try {
            return answer(request, credential, body, witness);
        } catch (AwsError e) {
            return EdgeErrors.render(request, e);
        } catch (RuntimeException e) {
            LOG.error("The local {} broke on {} {}", credential.service(), request.method(), request.path(), e);
            return EdgeErrors.render(request, broken(credential.service(), String.valueOf(e.getMessage())));
        }
    }

    private Answer answer(Incoming request, Credential credential, byte[] body, Witness witness) throws IOException {
        signatures.verify(request, credential, body);
        Caller caller = identities.caller(credential.accessKeyId()).orElseThrow(SignatureCheck::unknownKey);
        ServiceDouble service = services.get(credential.service());
        if (service == null) {
            throw Unknown.service(credential.service(), operation(request));
        }
        Answer answer = service.answer(call(request, credential, caller, body, witness));
        if (answer.status() >= 400) {
            return ErrorBody.buffered(answer);
        }
        try {
            if (witness.asks().isEmpty()) {
                throw broken(credential.service(), "it answered without asking IAM: " + operation(request));
            }
            witness.succeeded(caller);
            return answer;
        } catch (RuntimeException | Unanswered e) {
            answer.body().discard();
            throw e;
        }
    }

    private static Call call(
            Incoming request, Credential credential, Caller caller, byte[] body, Authorizer authorizer) {
        return new Call(
                credential.service(),
                caller,
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                body,
                authorizer);
    }

    private static AwsError broken(String service, String why) {
        return new AwsError(500, "InternalFailure", "The local " + service + " broke: " + why);
    }

    private record Arrival(
            Instant at, long nanos, String caller, @Nullable Long pid) {}

    private Arrival arrival(String key) {
        return new Arrival(
                clock.instant(),
                System.nanoTime(),
                identities.caller(key).map(Caller::arn).orElse(key),
                identities.process(key).map(ProcessHandle::pid).orElse(null));
    }

    private static String operation(Incoming request) {
        return request.headers().getOrDefault("x-amz-target", request.method() + " " + request.path());
    }

    private void log(
            Incoming request,
            Credential credential,
            Arrival arrival,
            Witness witness,
            int status,
            String error,
            LoggedCall.End end) {
        log.add(new LoggedCall(
                0,
                arrival.at(),
                Duration.ofNanos(System.nanoTime() - arrival.nanos()),
                credential.service(),
                arrival.caller(),
                arrival.pid(),
                request.method(),
                request.path(),
                witness.asks(),
                status,
                error,
                end));
    }
}
