package slipway.infra.foundation;

import slipway.infra.environment.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** The stack that keeps state: it names nothing of the functions' stack, so that theirs can be replaced under it. */
public final class Foundation extends Stack {
    private final Key key;
    private final Table table;
    private final EventBus bus;
    private final Topic alarms;
    private final Topic page;
    private final HandlerQueues queues;

    public Foundation(Construct scope, Environment environment, StackProps props) {
        super(scope, "SlipwayFoundation", props);
        var names = environment.names();
        this.key = EncryptionKey.in(this, environment);
        this.table = LedgerTable.in(this, environment, key);
        this.bus = EventBus.Builder.create(this, "Bus")
                .eventBusName(names.stem())
                .description("What Slipway tells about images and rollouts.")
                .build();
        this.alarms = AlarmTopic.in(this, "Alarms", "alarms", names, key);
        this.page = environment.production() ? AlarmTopic.in(this, "Page", "alarms-page", names, key) : alarms;
        this.queues = new HandlerQueues(this, names);
    }

    /** Key of the ledger and of the alarms' topics. */
    public Key key() {
        return key;
    }

    /** The ledger. */
    public Table table() {
        return table;
    }

    /** The bus that Slipway's own events are put on. */
    public EventBus bus() {
        return bus;
    }

    /** Where what waits until morning goes; people subscribe to it. */
    public Topic alarms() {
        return alarms;
    }

    /** Where what wakes somebody goes: a topic of its own in production, {@link #alarms()} elsewhere. */
    public Topic page() {
        return page;
    }

    /** The queue of pushes, and the dead-letter queues. */
    public HandlerQueues queues() {
        return queues;
    }
}
