package slipway.agentruntime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One endpoint of the fake, which moves when it was read often enough. */
final class InMemoryEndpoint {
    private final EndpointName name;
    private final String arn;
    private final Map<String, String> tags;
    private @Nullable Version live;
    private Version target;
    private EndpointStatus status;
    private @Nullable String failure;
    private int readsLeft;

    private InMemoryEndpoint(
            EndpointName name, String runtimeArn, Version target, Map<String, String> tags, EndpointStatus status) {
        this.name = name;
        this.arn = runtimeArn + "/runtime-endpoint/" + name;
        this.target = target;
        this.tags = new HashMap<>(tags);
        this.status = status;
    }

    static InMemoryEndpoint at(EndpointName name, String runtimeArn, Version version) {
        var endpoint = new InMemoryEndpoint(name, runtimeArn, version, Map.of(), EndpointStatus.READY);
        endpoint.live = version;
        return endpoint;
    }

    static InMemoryEndpoint made(
            EndpointName name,
            String runtimeArn,
            Version version,
            Map<String, String> tags,
            int reads,
            @Nullable String failure) {
        var endpoint = new InMemoryEndpoint(name, runtimeArn, version, tags, EndpointStatus.CREATING);
        endpoint.begin(reads, failure);
        return endpoint;
    }

    void move(Version version, int reads, @Nullable String planned) {
        target = version;
        status = EndpointStatus.UPDATING;
        begin(reads, planned);
    }

    private void begin(int reads, @Nullable String planned) {
        failure = planned;
        readsLeft = reads;
        if (reads == 0) {
            settle();
        }
    }

    Endpoint read() {
        if (isMoving() && readsLeft-- <= 0) {
            settle();
        }
        return look();
    }

    Endpoint look() {
        var reason = status.hasFailed() ? Optional.ofNullable(failure) : Optional.<String>empty();
        return new Endpoint(name, status, Optional.ofNullable(live), Optional.of(target), reason, arn);
    }

    void settle() {
        if (isMoving() && failure == null) {
            live = target;
            status = EndpointStatus.READY;
        } else if (isMoving()) {
            status = status == EndpointStatus.CREATING ? EndpointStatus.CREATE_FAILED : EndpointStatus.UPDATE_FAILED;
        }
    }

    private boolean isMoving() {
        return status == EndpointStatus.CREATING || status == EndpointStatus.UPDATING;
    }

    boolean pointsTo(Version version) {
        return version.equals(live) || version.equals(target);
    }

    String arn() {
        return arn;
    }

    Map<String, String> tags() {
        return tags;
    }
}
