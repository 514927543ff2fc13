package slipway.local.agentcore;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A session keeps the version that it began with, whatever its endpoint serves by now. */
final class Sessions {
    private static final int NEW_ID_LEAST = 33;
    private static final int NEW_ID_MOST = 256;

    /**
     * @param began tells it from an earlier session of the same name
     * @param fresh whether this call began the session
     */
    record Joined(VersionState version, Instant began, boolean fresh) {}

    private record Key(String runtime, String endpoint, String session) {}

    private record Session(VersionState version, Instant began, Instant used) {}

    private final InstantSource clock;
    private final Rates rates;
    private final Artifacts artifacts;
    private final Map<Key, Session> sessions = new HashMap<>();

    Sessions(InstantSource clock, Rates rates, Artifacts artifacts) {
        this.clock = clock;
        this.rates = rates;
        this.artifacts = artifacts;
    }

    static String valid(String id) {
        Rules.length("runtimeSessionId", id, NEW_ID_LEAST, NEW_ID_MOST);
        return id;
    }

    Joined join(RuntimeState runtime, EndpointState endpoint, String session) {
        Key key = new Key(runtime.id(), endpoint.name(), session);
        Instant now = clock.instant();
        Session before = sessions.get(key);
        boolean fresh = before == null || over(before, now);
        if (fresh) {
            rates.session();
        }
        VersionState version = before == null || fresh ? serving(runtime, endpoint) : before.version();
        Instant began = before == null || fresh ? now : before.began();
        sessions.put(key, new Session(version, began, now));
        return new Joined(version, began, fresh);
    }

    /** Ends the session, wherever it is in its life. */
    void stop(String runtime, String endpoint, String session) {
        Session gone = sessions.remove(new Key(runtime, endpoint, session));
        if (gone == null || over(gone, clock.instant())) {
            throw Faults.notFound("Session '%s'".formatted(session));
        }
    }

    private VersionState serving(RuntimeState runtime, EndpointState endpoint) {
        Integer live = endpoint.liveVersion();
        if (live == null) {
            throw Faults.notFound("A version behind endpoint '%s'".formatted(endpoint.name()));
        }
        VersionState version = runtime.version(live);
        return version.from(artifacts.atStart(version));
    }

    private static boolean over(Session session, Instant now) {
        return now.isAfter(session.used().plus(seconds(session, "idleRuntimeSessionTimeout")))
                || now.isAfter(session.began().plus(seconds(session, "maxLifetime")));
    }

    private static Duration seconds(Session session, String field) {
        return Duration.ofSeconds(session.version()
                .document()
                .at("/lifecycleConfiguration/" + field)
                .asLong());
    }
}
