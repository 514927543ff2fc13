package slipway.resource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.target.TargetName;

/** How far a target is with what a stack wants of it. */
sealed interface Standing {

    /** @param outcome the word that the stack gets */
    record There(String outcome) implements Standing {}

    /** @param what what has not come yet */
    record OnTheWay(TargetName target, String what) implements Standing {}

    /** @param why what happened, and the command that helps or shows more */
    record Stopped(TargetName target, String why) implements Standing {}

    /** The outcomes, those that say more before those that say less. */
    List<String> OUTCOMES = List.of("Promoted", "Proven", "Unproven", "Requested", "Unchanged");

    /** What the stack gets that waited for all of them. */
    static String outcome(List<Standing> all) {
        return OUTCOMES.stream()
                .filter(outcome -> all.contains(new There(outcome)))
                .findFirst()
                .orElse("Unchanged");
    }

    /** What all of them wait for, in one sentence. */
    static Optional<String> waiting(List<Standing> all) {
        return joined(all.stream().flatMap(each -> switch (each) {
            case OnTheWay way -> Stream.of("target %s: %s".formatted(way.target(), way.what()));
            case There _, Stopped _ -> Stream.empty();
        }));
    }

    /** Why it cannot be, for every target that stopped. */
    static Optional<String> stopped(List<Standing> all) {
        return joined(all.stream().flatMap(each -> switch (each) {
            case Stopped stopped -> Stream.of("Target %s: %s".formatted(stopped.target(), stopped.why()));
            case There _, OnTheWay _ -> Stream.empty();
        }));
    }

    private static Optional<String> joined(Stream<String> sentences) {
        return Optional.of(String.join("; ", sentences.toList())).filter(text -> !text.isEmpty());
    }
}
