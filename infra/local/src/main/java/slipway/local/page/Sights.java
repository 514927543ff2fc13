package slipway.local.page;

import slipway.local.agentcore.AgentCore;
import slipway.local.bus.Bus;
import slipway.local.dynamodb.Engine;
import slipway.local.edge.CallLog;
import slipway.local.edge.Place;
import slipway.local.sqs.Queues;
import slipway.local.ssm.ParameterStore;
import slipway.local.states.StateMachines;
import slipway.local.time.ScaledClock;

/** The parts of the cloud that the page looks at. */
public record Sights(
        Place place,
        ScaledClock clock,
        CallLog calls,
        ParameterStore parameters,
        Engine tables,
        AgentCore agentCore,
        StateMachines machines,
        Bus bus,
        Queues queues) {}
