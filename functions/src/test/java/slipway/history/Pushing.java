package slipway.history;

import java.util.SplittableRandom;
import slipway.image.Image;

/** What happens in the registry. */
final class Pushing {
    private static final String MOVING = "production";

    private Pushing() {}

    static Deed push(Scene scene, SplittableRandom random) {
        return pushed(scene, random, Registry.Quality.GOOD);
    }

    static Deed pushBad(Scene scene, SplittableRandom random) {
        return pushed(scene, random, Registry.Quality.BAD);
    }

    static Deed pushForAnotherPlatform(Scene scene, SplittableRandom random) {
        return pushed(scene, random, Registry.Quality.FOREIGN_PLATFORM);
    }

    /** Mostly a version that is newer than all, sometimes an older one or one that is there already. */
    private static Deed pushed(Scene scene, SplittableRandom random, Registry.Quality quality) {
        int highest = scene.registry.all().stream()
                .filter(image -> !image.tag().value().equals(MOVING))
                .mapToInt(image -> Integer.parseInt(image.tag().value().split("\\.", -1)[1]))
                .max()
                .orElse(0);
        int minor = random.nextInt(3) > 0 ? highest + 1 : random.nextInt(highest + 2);
        String tag = random.nextInt(8) == 0 ? MOVING : "1.%d.%d".formatted(minor, random.nextInt(2));
        Image image = scene.push(tag, quality);
        return new Deed("push", scene.followers(), "push of %s, %s".formatted(Mail.shown(image), quality));
    }

    static Deed retag(Scene scene, SplittableRandom random) {
        return scene.registry
                .any(random)
                .map(found -> {
                    String tag = random.nextBoolean()
                            ? MOVING
                            : scene.registry.any(random).orElse(found).tag().value();
                    Image image = scene.registry.retag(tag, found.digest(), scene.now());
                    scene.mail.pushed(image, false, scene.now(), scene.followers());
                    return new Deed("retag", scene.followers(), "tag moves to " + Mail.shown(image));
                })
                .orElse(Deed.nothing());
    }

    static Deed replicate(Scene scene, SplittableRandom random) {
        return scene.registry
                .any(random)
                .map(image -> {
                    scene.mail.pushed(image, true, scene.now(), scene.followers());
                    return new Deed("replicate", scene.followers(), "replication of " + Mail.shown(image));
                })
                .orElse(Deed.nothing());
    }

    static Deed delete(Scene scene, SplittableRandom random) {
        return scene.registry
                .any(random)
                .map(image -> {
                    scene.registry.delete(image);
                    return new Deed("delete-image", scene.followers(), Mail.shown(image) + " is deleted from ECR");
                })
                .orElse(Deed.nothing());
    }
}
