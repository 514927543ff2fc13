package slipway.infra.publish;

import slipway.infra.alarm.MetricAlarms;
import slipway.infra.function.Deployment;
import slipway.infra.naming.Handler;
import software.constructs.Construct;

/** Rings when what an owner declared or pushed does not get through. */
final class PublishAlarms {
    private PublishAlarms() {}

    static void in(Construct scope, Deployment deployment) {
        var names = deployment.environment().names();
        var alarms = new MetricAlarms(scope, deployment);
        alarms.ring(
                "DeclarationsRefused",
                "declarations-refused",
                "A declaration was refused and the one before still holds: the log of "
                        + names.of(Handler.TARGET_DECLARED.suffix())
                        + " says every problem. Put them right, then write the declaration again.",
                "DeclarationsRefused");
        alarms.ring(
                "PublishFailures",
                "publish-failures",
                "An image could not be published: the log of "
                        + names.of(Handler.IMAGE_PUSHED.suffix())
                        + " says which and why. It is tried again, and ends in the dead-letter queue if that fails, too.",
                "PublishFailures");
    }
}
