package slipway.local.ecr;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A repository's lifecycle policy.
 *
 * @param text as it was given
 * @param rules those of higher priority, which is a lower number, first
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html">ECR's own rules</a>
 */
record LifecyclePolicy(String text, List<LifecycleRule> rules) {

    /**
     * Which images go, each with the rule that takes it. An image whose tags a rule speaks of is never taken by one of
     * lower priority, though that one counts it.
     */
    Map<String, LifecycleRule> taken(List<LifecycleRule.Candidate> images, Instant now) {
        List<LifecycleRule.Candidate> newestFirst = images.stream()
                .sorted(Comparator.comparing(LifecycleRule.Candidate::pushedAt).reversed())
                .toList();
        Map<String, LifecycleRule> taken = new LinkedHashMap<>();
        Set<String> spokenFor = new HashSet<>();
        for (LifecycleRule rule : rules) {
            List<LifecycleRule.Candidate> own =
                    newestFirst.stream().filter(rule::speaksOf).toList();
            rule.over(own, now).stream()
                    .filter(image -> !spokenFor.contains(image.digest()))
                    .forEach(image -> taken.put(image.digest(), rule));
            own.forEach(image -> spokenFor.add(image.digest()));
        }
        return taken;
    }
}
