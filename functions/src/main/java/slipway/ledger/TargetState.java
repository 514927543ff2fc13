package slipway.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.agentruntime.ConfigurationHash;
import slipway.agentruntime.Version;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.target.TargetName;

/**
 * Everything that moves about one target.
 *
 * @param revision how often it was written; 0 before the first time. Every write is conditional on it
 * @param declaration the owner's JSON as it was accepted, absent while there is none
 * @param orders what people and alarms want that is still to be done
 * @param decisions the last few things that were decided, newest first, 'nothing to do' included
 */
public record TargetState(
        TargetName name,
        long revision,
        Optional<String> declaration,
        Following following,
        Claim claim,
        Serving serving,
        Restraint restraint,
        Orders orders,
        List<Decision> decisions) {
    private static final int DECISIONS_KEPT = 20;

    /** A target that nothing is known of. */
    public static TargetState blank(TargetName name) {
        return new TargetState(
                name,
                0,
                Optional.empty(),
                new Following(Optional.empty(), 0, Optional.empty(), 0),
                new Claim(0, Optional.empty(), Optional.empty()),
                new Serving(Optional.empty(), Optional.empty(), List.of(), List.of()),
                new Restraint(Optional.empty(), List.of(), List.of()),
                Orders.none(),
                List.of());
    }

    /**
     * Which image the target should run.
     *
     * @param newest the newest image that the tag policy accepted
     * @param generation counts the changes of {@code newest}
     * @param pin what somebody else asked for; goes before {@code newest}
     * @param seenWrites the newest version of the desired-image parameter that was looked at
     */
    public record Following(Optional<Newest> newest, long generation, Optional<Pin> pin, long seenWrites) {

        @JsonIgnore
        public Optional<Image> desired() {
            return pin.map(Pin::image).or(() -> newest.map(Newest::image));
        }

        public Following withNewest(Newest found) {
            return new Following(Optional.of(found), generation + 1, pin, seenWrites);
        }

        public Following withoutNewest() {
            return new Following(Optional.empty(), generation + 1, pin, seenWrites);
        }

        public Following withPin(Optional<Pin> asked) {
            return new Following(newest, generation, asked, seenWrites);
        }

        public Following withSeenWrites(long version) {
            return new Following(newest, generation, pin, version);
        }
    }

    /** The newest accepted image and when its digest was pushed. */
    public record Newest(Image image, Instant pushedAt) {}

    /** An image that somebody other than Slipway wrote to {@code desired-image}. */
    public record Pin(Image image, String by, Instant at) {}

    /**
     * Who acts on the target, and who is next.
     *
     * @param sequence the number of the last rollout
     * @param active the rollout that owns the target; no clock takes it away
     */
    public record Claim(long sequence, Optional<RolloutId> active, Optional<Waiting> waiting) {

        public Claim taken(RolloutId rollout) {
            return new Claim(rollout.number(), Optional.of(rollout), Optional.empty());
        }

        public Claim released() {
            return new Claim(sequence, Optional.empty(), waiting);
        }

        public Claim withWaiting(Optional<Waiting> next) {
            return new Claim(sequence, active, next);
        }
    }

    /** The newest request that came while a rollout was under way. */
    public record Waiting(Image image, Cause cause, Instant at) {}

    /**
     * What the live endpoint serves, and what it served before.
     *
     * @param previous what it served last, and goes back to
     * @param earlier what it served before, newest first, the previous one included
     * @param guarded the images that a tag of Slipway's keeps from being expired
     */
    public record Serving(Optional<Served> live, Optional<Served> previous, List<Served> earlier, List<Image> guarded) {
        private static final int EARLIER_KEPT = 20;

        /** However many versions turn out bad, they do not displace the good ones before them. */
        private static final int LEFT_KEPT = 5;

        /** Live serves this now; what it served becomes the previous version, to go back to. */
        public Serving promoted(Served next) {
            boolean same = live.filter(before -> before.version().equals(next.version()))
                    .isPresent();
            return same
                    ? new Serving(Optional.of(next), previous, earlier, guarded)
                    : new Serving(Optional.of(next), live, remembered(), guarded);
        }

        /** Live went back to a version that it served before: that is the one to keep, for what it came from is bad. */
        public Serving returned(Served back) {
            Optional<Served> older = earlier.stream()
                    .filter(s -> s.version().compareTo(back.version()) < 0)
                    .findFirst();
            List<Served> displacing = remembered().stream()
                    .filter(s -> s.version().compareTo(back.version()) > 0)
                    .skip(LEFT_KEPT)
                    .toList();
            List<Served> kept =
                    remembered().stream().filter(s -> !displacing.contains(s)).toList();
            return new Serving(Optional.of(back), older, kept, guarded);
        }

        /** What was served as this version, live now or before. */
        public Optional<Served> served(Version version) {
            return Stream.concat(live.stream(), earlier.stream())
                    .filter(s -> s.version().equals(version))
                    .findFirst();
        }

        public Serving withGuarded(List<Image> next) {
            return new Serving(live, previous, earlier, next);
        }

        private List<Served> remembered() {
            Stream<Served> others = earlier.stream()
                    .filter(s ->
                            live.filter(l -> l.version().equals(s.version())).isEmpty());
            return Stream.concat(live.stream(), others).limit(EARLIER_KEPT).toList();
        }
    }

    /**
     * A version on live and what it rests on.
     *
     * @param endpoint the runtime's name and the endpoint's, {@code support/live}
     * @param configurationHash of everything but the image
     * @param configuration what a stack asked for last, of what is in it
     */
    public record Served(
            String endpoint,
            Image image,
            Version version,
            String configurationHash,
            Proof proof,
            Instant since,
            Optional<ConfigurationHash> configuration) {

        /** Of which no stack has asked for anything. */
        public Served(
                String endpoint, Image image, Version version, String configurationHash, Proof proof, Instant since) {
            this(endpoint, image, version, configurationHash, proof, since, Optional.empty());
        }

        public Served since(Instant time) {
            return new Served(endpoint, image, version, configurationHash, proof, time, configuration);
        }
    }

    /**
     * What keeps images and configurations from rolling out.
     *
     * @param vetoes the digests that are not tried again
     * @param configurations the configurations that are not tried again
     */
    public record Restraint(Optional<Hold> hold, List<Veto> vetoes, List<ConfigurationVeto> configurations) {

        public Restraint withHold(Optional<Hold> next) {
            return new Restraint(next, vetoes, configurations);
        }

        public Restraint withVeto(Veto veto) {
            return new Restraint(hold, and(lifted(veto.digest()).vetoes, veto), configurations);
        }

        public Restraint withVeto(ConfigurationVeto veto) {
            return new Restraint(hold, vetoes, and(lifted(veto.configuration()).configurations, veto));
        }

        private static <T> List<T> and(List<T> others, T last) {
            return Stream.concat(others.stream(), Stream.of(last)).toList();
        }

        /** What the rollout brought is not tried again: a stack's configuration, or else the image. */
        public Restraint withVetoOf(RolloutRecord rollout, String reason, Instant at) {
            if (rollout.cause() == Cause.CONFIGURATION) {
                // The image was live before; where no stack asked, the runtime's owner changes what is wrong.
                return rollout.request()
                        .configuration()
                        .map(hash -> withVeto(new ConfigurationVeto(hash, rollout.id(), reason, at)))
                        .orElse(this);
            }
            return withVeto(new Veto(rollout.image().digest(), rollout.id(), reason, at));
        }

        public Restraint lifted(Digest digest) {
            return new Restraint(
                    hold,
                    vetoes.stream().filter(v -> !v.digest().equals(digest)).toList(),
                    configurations);
        }

        public Restraint lifted(ConfigurationHash configuration) {
            return new Restraint(
                    hold,
                    vetoes,
                    configurations.stream()
                            .filter(v -> !v.configuration().equals(configuration))
                            .toList());
        }

        public Optional<Veto> veto(Digest digest) {
            return vetoes.stream().filter(v -> v.digest().equals(digest)).findFirst();
        }

        public Optional<ConfigurationVeto> veto(ConfigurationHash configuration) {
            return configurations.stream()
                    .filter(v -> v.configuration().equals(configuration))
                    .findFirst();
        }
    }

    /**
     * Nothing rolls out until it is released.
     *
     * @param by who set it, where a person did
     */
    public record Hold(Kind kind, String reason, Optional<Caller> by, Instant at) {
        /** What set the hold, and so what releases it. */
        public enum Kind {
            /** A version that Slipway did not make; released by a person, or by {@code configurationFrom: latest}. */
            FOREIGN_CHANGE,
            /** A person, by a hold or a rollback; released by a person. */
            PERSON,
            /** An automatic rollback, where the declaration wants one; released by a person. */
            ROLLBACK,
            /** The ledger had lost the target, and its vetoes with it; released by a person. */
            REBUILT
        }
    }

    /** A digest that is never tried again on this target until a person lifts it. */
    public record Veto(Digest digest, RolloutId rollout, String reason, Instant at) {}

    /** A configuration that is never tried again on this target, with any image, until a person lifts it. */
    public record ConfigurationVeto(ConfigurationHash configuration, RolloutId rollout, String reason, Instant at) {}

    /** Something that was decided about an image or a configuration, and why. */
    public record Decision(Instant at, String what, String subject, String why) {}

    public TargetState withRevision(long next) {
        return new TargetState(name, next, declaration, following, claim, serving, restraint, orders, decisions);
    }

    public TargetState withDeclaration(Optional<String> next) {
        return new TargetState(name, revision, next, following, claim, serving, restraint, orders, decisions);
    }

    public TargetState withFollowing(Following next) {
        return new TargetState(name, revision, declaration, next, claim, serving, restraint, orders, decisions);
    }

    public TargetState withClaim(Claim next) {
        return new TargetState(name, revision, declaration, following, next, serving, restraint, orders, decisions);
    }

    public TargetState withServing(Serving next) {
        return new TargetState(name, revision, declaration, following, claim, next, restraint, orders, decisions);
    }

    public TargetState withOrders(Orders next) {
        return new TargetState(name, revision, declaration, following, claim, serving, restraint, next, decisions);
    }

    public TargetState withRestraint(Restraint next) {
        return new TargetState(name, revision, declaration, following, claim, serving, next, orders, decisions);
    }

    /** Adds a decision, and forgets the oldest beyond those that are kept. */
    public TargetState decided(Decision decision) {
        List<Decision> all = new ArrayList<>();
        all.add(decision);
        all.addAll(decisions);
        List<Decision> kept = List.copyOf(all.subList(0, Math.min(all.size(), DECISIONS_KEPT)));
        return new TargetState(name, revision, declaration, following, claim, serving, restraint, orders, kept);
    }
}
