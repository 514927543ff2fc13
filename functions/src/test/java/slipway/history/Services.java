package slipway.history;

import java.util.SplittableRandom;
import slipway.monitor.AlarmName;
import slipway.monitor.AlarmState;

/** What AWS does by itself, and how the agents and their alarms are. */
final class Services {
    private static final AlarmName ALARM = new AlarmName(Declared.ALARM);

    private Services() {}

    static Deed ring(Scene scene, SplittableRandom random) {
        scene.world.monitor.set(ALARM, AlarmState.ALARM);
        scene.mail.rang(Declared.ALARM, scene.now(), scene.followers());
        if (random.nextBoolean()) {
            scene.world.monitor.set(ALARM, AlarmState.OK);
        }
        return new Deed("ring", scene.followers(), "the alarm rings");
    }

    static Deed silence(Scene scene, SplittableRandom random) {
        scene.world.monitor.set(ALARM, AlarmState.OK);
        return new Deed("silence", scene.followers(), "the alarm is silent");
    }

    static Deed failVersion(Scene scene, SplittableRandom random) {
        scene.world.runtimes.failNextVersion("no room");
        return new Deed("version-fails", scene.followers(), "the next version fails");
    }

    static Deed failEndpoint(Scene scene, SplittableRandom random) {
        int many = 1 + random.nextInt(4);
        for (int one = 0; one < many; one++) {
            scene.world.runtimes.failNextMove("no room");
        }
        return new Deed("endpoint-fails", scene.followers(), "the next %d endpoints fail".formatted(many));
    }

    static Deed slow(Scene scene, SplittableRandom random) {
        int reads = random.nextInt(6);
        scene.world.runtimes.readyAfterReads(reads);
        scene.world.runtimes.readyBeforeItServes(random.nextInt(3) == 0);
        return new Deed("slow", scene.followers(), "what begins from now on is ready after %d looks".formatted(reads));
    }

    static Deed unreachable(Scene scene, SplittableRandom random) {
        scene.unreachable = true;
        return new Deed("unreachable", scene.followers(), "nobody can ask the agents");
    }

    static Deed reachable(Scene scene, SplittableRandom random) {
        scene.unreachable = false;
        return new Deed("reachable", scene.followers(), "the agents can be asked");
    }
}
