package slipway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import slipway.event.Events;
import slipway.image.Image;
import slipway.image.Images;
import slipway.image.InMemoryImages;
import slipway.image.Samples;
import slipway.ledger.InMemoryLedger;
import slipway.ledger.Ledger;
import slipway.ledger.TargetState.Newest;
import slipway.parameter.Declarations;
import slipway.parameter.InMemoryParameters;
import slipway.parameter.ParameterNames;
import slipway.parameter.Parameters;
import slipway.parameter.Projection;
import slipway.parameter.Publishers;
import slipway.port.CapturedOutput;
import slipway.port.Interleaving;
import slipway.target.TargetName;

class PublisherPropertiesTest {
    private static final TargetName SUPPORT = new TargetName("support");
    private static final ParameterNames NAMES = new ParameterNames("slipway", "local");
    private static final String PUBLISHER = "arn:aws:sts::111122223333:assumed-role/slipway-local-image-pushed/f";

    /**
     * A policy, and pushes in the order in which ECR has them.
     *
     * @param newest which of the pushes is the newest in the end, by the policy
     */
    record Case(String policy, List<Image> pushes, int newest) {}

    @Property(tries = 200, seed = "20260101", shrinking = ShrinkingMode.OFF)
    void pushesThatComeLateDoubledAndAtOnceEndOnTheNewest(@ForAll("cases") Case one, @ForAll long seed) {
        try (CapturedOutput silence = new CapturedOutput()) {
            Interleaving interleaving = new Interleaving(seed);
            InMemoryLedger ledger = new InMemoryLedger();
            InMemoryParameters parameters = new InMemoryParameters().as(PUBLISHER);
            InMemoryImages images = new InMemoryImages();
            Plane plane = new Plane(interleaving, ledger, images, parameters);
            plane.declare(one.policy());

            plane.deliver(one.pushes(), new Random(seed));

            Image newest = one.pushes().get(one.newest());
            assertThat(ledger.target(SUPPORT).following().newest().map(Newest::image))
                    .contains(newest);
            assertThat(parameters.get(NAMES.desiredImage(SUPPORT))).contains(newest.uri());
            assertThat(silence.text()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(
                new Case(
                        "{\"type\": \"semver\", \"range\": \">=1.0.0\"}",
                        List.of(image("1.0.0", "1"), image("1.10.0", "2"), image("1.9.0", "3"), image("0.9.0", "4")),
                        1),
                new Case(
                        "{\"type\": \"newest\", \"allow\": [\"*\"], \"ignore\": [\"*-dev\"]}",
                        List.of(image("b", "1"), image("c", "2"), image("a", "3"), image("d-dev", "4")),
                        2),
                new Case(
                        "{\"type\": \"exact\", \"tag\": \"production\"}",
                        List.of(image("production", "3"), image("production", "1"), image("production", "2")),
                        2));
    }

    private static Image image(String tag, String digit) {
        return Samples.image(tag, digit);
    }

    /** The publishers of one control plane, whose calls mix. */
    private static final class Plane {
        private final Interleaving interleaving;
        private final InMemoryImages registry;
        private final InMemoryParameters parameters;
        private final Declarations declarations;
        private final Publisher publisher;
        private final Set<Image> pushed = new HashSet<>();

        private Plane(
                Interleaving interleaving, InMemoryLedger items, InMemoryImages registry, InMemoryParameters store) {
            this.interleaving = interleaving;
            this.registry = registry;
            this.parameters = store;
            Ledger ledger = interleaving.inFrontOf(Ledger.class, items);
            Images images = interleaving.inFrontOf(Images.class, registry);
            Parameters written = interleaving.inFrontOf(Parameters.class, store);
            Events untold = happening -> {};
            Publishers publishers = new Publishers(Set.of("slipway-local-image-pushed"));
            Projection projection = new Projection(ledger, written, NAMES, publishers, untold);
            this.declarations = new Declarations(ledger, images, written, NAMES, projection, counted -> {});
            this.publisher = new Publisher(ledger, images, projection, counted -> {});
        }

        private void declare(String policy) {
            parameters.put(NAMES.declaration(SUPPORT), """
                    {"schema": 1,
                     "repository": {"account": "111122223333", "region": "eu-central-1", "name": "agents/support"},
                     "tagPolicy": %s}
                    """.formatted(policy));
            declarations.changed(SUPPORT, Samples.NOON);
        }

        /** Each push is delivered up to three times, all of them at once. */
        private void deliver(List<Image> pushes, Random random) {
            List<Runnable> all = new ArrayList<>();
            all.add(() -> push(pushes));
            for (Image image : pushes) {
                for (int times = 1 + random.nextInt(3); times > 0; times--) {
                    all.add(() -> deliver(image));
                }
            }
            interleaving.run(all);
        }

        private void push(List<Image> pushes) {
            for (int i = 0; i < pushes.size(); i++) {
                interleaving.pause();
                registry.push(pushes.get(i), Samples.NOON.plusSeconds(i));
                pushed.add(pushes.get(i));
            }
        }

        /** As the queue does: after the push, and again when it failed. */
        private void deliver(Image image) {
            Instant now = Samples.NOON;
            while (!pushed.contains(image)) {
                interleaving.pause();
            }
            for (boolean done = false; !done; ) {
                try {
                    PublishHandlers.pushed(publisher, image, now);
                    done = true;
                } catch (PublishFailed e) {
                    interleaving.pause();
                }
            }
        }
    }
}
