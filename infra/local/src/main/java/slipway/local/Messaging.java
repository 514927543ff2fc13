package slipway.local;

import java.util.List;
import slipway.local.assembly.ResourceProvider;
import slipway.local.bus.Bus;
import slipway.local.bus.BusResources;
import slipway.local.bus.EventFaults;
import slipway.local.bus.EventsService;
import slipway.local.bus.RuleResources;
import slipway.local.edge.ServiceDouble;
import slipway.local.kms.KeyResources;
import slipway.local.kms.KmsService;
import slipway.local.scheduler.ScheduleResources;
import slipway.local.scheduler.Scheduler;
import slipway.local.scheduler.SchedulerService;
import slipway.local.sns.SnsService;
import slipway.local.sns.TopicResources;
import slipway.local.sns.Topics;
import slipway.local.sqs.QueueProvider;
import slipway.local.sqs.Queues;
import slipway.local.sqs.SqsService;

/** EventBridge and its Scheduler, SQS and SNS, and KMS. */
final class Messaging {
    final Bus bus;
    final Queues queues;
    final Topics topics;
    private final Scheduler scheduler;
    private final SqsService sqs;
    private final Ground ground;

    Messaging(Ground ground, Watching watching) {
        this.ground = ground;
        bus = new Bus(ground.place, ground.clock, ground.gate, ground.iam::assume, ground::receiver);
        queues = new Queues(ground.place, ground.clock, ground.gate, watching.queues());
        topics = new Topics(ground.clock, ground.gate, ground.keys, ground::receiver);
        scheduler = new Scheduler(ground.place, ground.clock, ground.iam::assume, ground::receiver);
        sqs = new SqsService(ground.place, () -> ground.edge.uri().toString(), queues);
        bus.faults(new EventFaults(ground.faults));
        ground.receive(queues);
        ground.receive(topics);
        ground.receive(bus);
        ground.onEvent(event -> bus.publish(Bus.DEFAULT, event));
    }

    List<ServiceDouble> services() {
        return List.of(
                new EventsService(bus, ground.place, ground.clock),
                new SchedulerService(scheduler),
                new KmsService(ground.keys, ground.place, ground.policies::putResourcePolicy),
                new SnsService(topics, ground.place, ground.policies::putResourcePolicy),
                sqs);
    }

    List<ResourceProvider> providers() {
        return List.of(
                new KeyResources(ground.keys, ground.place, ground.policies::putResourcePolicy),
                new BusResources(bus, ground.policies),
                new RuleResources(bus, ground.place),
                new ScheduleResources(scheduler),
                new TopicResources(topics, ground.place, ground.policies::putResourcePolicy),
                new QueueProvider(queues, sqs, ground.policies));
    }
}
