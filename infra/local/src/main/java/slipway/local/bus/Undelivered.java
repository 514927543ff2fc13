package slipway.local.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.local.edge.AwsError;

/** An event that AWS would have dropped. */
public record Undelivered(Rule rule, Rule.Target target, ObjectNode event, AwsError why) {}
