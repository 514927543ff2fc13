package slipway.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.ledger.DriftReason;
import slipway.ledger.DriftRecord;
import slipway.ledger.DriftRecord.Standing;
import slipway.ledger.Finding;

/**
 * What stands after a check, from what stood before and what was seen.
 *
 * @param kept what was not looked for this time, and stands as it did
 * @param seen what was seen now, whether before or not
 * @param begun those of them that were not there before
 * @param gone what was looked for and is not there any more
 */
record Standings(List<Standing> kept, List<Standing> seen, List<Standing> begun, List<Standing> gone) {

    static Standings of(DriftRecord record, List<Looked> looked, Instant now) {
        Set<DriftReason> asked =
                looked.stream().flatMap(look -> look.reasons().stream()).collect(Collectors.toSet());
        Map<DriftReason, Finding> found = looked.stream()
                .flatMap(look -> look.findings().stream())
                .collect(Collectors.toMap(Finding::reason, Function.identity(), (first, _) -> first));
        List<Standing> kept = new ArrayList<>();
        List<Standing> gone = new ArrayList<>();
        for (Standing standing : record.standing()) {
            if (!found.containsKey(standing.reason())) {
                (asked.contains(standing.reason()) ? gone : kept).add(standing);
            }
        }
        List<Standing> seen = new ArrayList<>();
        List<Standing> begun = new ArrayList<>();
        found.values().stream().sorted(Comparator.comparing(Finding::reason)).forEach(finding -> {
            Optional<Standing> before = record.standing(finding.reason());
            Standing standing = before.map(s -> s.again(finding)).orElseGet(() -> Standing.begun(finding, now));
            seen.add(standing);
            if (before.isEmpty()) {
                begun.add(standing);
            }
        });
        return new Standings(kept, seen, begun, gone);
    }
}
