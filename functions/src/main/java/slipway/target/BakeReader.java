package slipway.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.monitor.AlarmName;
import slipway.target.BakeSpec.Bounds;
import slipway.target.BakeSpec.Enough;
import slipway.target.BakeSpec.Otherwise;

/** Reads the {@code bake} of a declaration. */
final class BakeReader {
    private static final List<String> BOUNDS =
            List.of("errorPercent", "throttlePercent", "latencyMillis", "latencyRatio");
    private static final List<String> OF_BOUNDS = List.of("minInvocations", "minNewSessions", "tooLittleTraffic");

    private BakeReader() {}

    /** Empty where the member is absent, and where there are problems. */
    static Optional<BakeSpec> bake(Member member) {
        if (!member.present()) {
            return Optional.empty();
        }
        Set<String> known = new HashSet<>(Set.of("minutes", "alarms"));
        known.addAll(BOUNDS);
        known.addAll(OF_BOUNDS);
        return member.object(known).map(BakeReader::spec);
    }

    private static BakeSpec spec(Member member) {
        Member minutes = member.get("minutes");
        if (!minutes.present()) {
            minutes.problem("write for how many minutes live is watched, 1 to 1440");
        }
        if (BOUNDS.stream().noneMatch(bound -> member.get(bound).present())) {
            OF_BOUNDS.stream()
                    .map(member::get)
                    .filter(Member::present)
                    .forEach(only -> only.problem(
                            "remove it, or declare what the traffic is judged by: " + String.join(", ", BOUNDS)));
        }
        return new BakeSpec(
                Duration.ofMinutes(minutes.number(1, 1440, 1)),
                alarms(member.get("alarms")),
                bounds(member),
                enough(member));
    }

    private static List<AlarmName> alarms(Member member) {
        List<String> texts = member.texts(List.of());
        List<AlarmName> names = new ArrayList<>();
        for (int at = 0; at < texts.size(); at++) {
            member.get(at).text(AlarmName::new).ifPresent(names::add);
        }
        if (new HashSet<>(names).size() < names.size()) {
            member.problem("name each alarm once");
        }
        return List.copyOf(names);
    }

    private static Bounds bounds(Member member) {
        Member latency = member.get("latencyMillis");
        return new Bounds(
                member.get("errorPercent").percent(),
                member.get("throttlePercent").percent(),
                latency.present() ? Optional.of(Duration.ofMillis(latency.number(1, 900_000, 1))) : Optional.empty(),
                member.get("latencyRatio").ratio());
    }

    private static Enough enough(Member member) {
        Member little = member.get("tooLittleTraffic");
        if (little.present()) {
            little.object(Set.of("waitMinutes", "then"));
        }
        return new Enough(
                member.get("minInvocations").number(0, 1_000_000, 20),
                member.get("minNewSessions").number(0, 1_000_000, 1),
                Duration.ofMinutes(little.get("waitMinutes").number(0, 1440, 0)),
                little.get("then").choice(Otherwise.class, Otherwise.PROMOTE));
    }
}
